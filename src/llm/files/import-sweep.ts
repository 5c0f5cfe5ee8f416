import { cacheNames } from '../model-files.ts';
import { partialFolder } from './model-folder.ts';
import { openFolder, removeEntry } from './opfs.ts';
import { ownFilesHost } from './own-base-url.ts';

/** Ids of imported models begin so, and no others. */
export const ownPrefix = 'own-';

/**
 * Frees what an import left that was ended with its tab: a model is noted only once all its files are kept, so
 * whatever is here of one that is not noted is such a rest.
 *
 * @param known ids that are noted
 */
export async function sweepImports(known: ReadonlySet<string>): Promise<void> {
  const isRest = (id: string) => id.startsWith(ownPrefix) && !known.has(id);
  for (const path of ['models', partialFolder]) {
    const folder = await openFolder(path);
    const names: string[] = [];
    if (folder) for await (const name of folder.keys()) names.push(name);
    for (const name of names.filter(isRest)) await removeEntry(folder, name);
  }
  for (const cacheName of Object.values(cacheNames)) {
    const cache = await caches.open(cacheName);
    for (const { url } of await cache.keys()) {
      if (!url.startsWith(ownFilesHost)) continue;
      const [id = ''] = url.slice(ownFilesHost.length).split('/');
      if (isRest(id)) await cache.delete(url);
    }
  }
}
