import type { SharedCacheName, SharedNameHeader } from '../service-worker/messages.ts';
import type { NamedFile } from '../worker/model-files-protocol.ts';

const cacheName: SharedCacheName = 'pagefile-shared';
const nameHeader: SharedNameHeader = 'X-File-Name';

/** What was shared with the installed app and not yet taken, oldest first; it is kept nowhere else from now on. */
export async function takeSharedFiles(storage: CacheStorage = caches): Promise<readonly NamedFile[]> {
  const cache = await storage.open(cacheName);
  const files: NamedFile[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (response) files.push(await namedFile(response));
  }
  await storage.delete(cacheName);
  return files;
}

async function namedFile(response: Response): Promise<NamedFile> {
  const name = decodeURIComponent(response.headers.get(nameHeader) ?? '') || 'Shared file';
  const file = new File([await response.blob()], name, { type: response.headers.get('Content-Type') ?? '' });
  return { path: name, file };
}
