import type { SharedNameHeader } from './messages.ts';

const nameHeader: SharedNameHeader = 'X-File-Name';

interface Options {
  readonly openCache: () => Promise<Pick<Cache, 'put'>>;
  /** Address under which the next file is kept; of each another. */
  readonly newAddress: () => string;
}

/**
 * Keeps the files that the system's share menu hands over until a page takes them (src/ui/take-shared-files.ts).
 * @returns how many they are
 * @throws whatever the cache does on a full disk
 */
export async function keepSharedFiles(request: Request, { openCache, newAddress }: Options): Promise<number> {
  const form = await request.formData();
  const files = [...form.values()].filter((it) => it instanceof File);
  const cache = await openCache();
  for (const file of files) {
    const headers = {
      'Content-Type': file.type || 'application/octet-stream',
      // Headers hold no letters beyond Latin ones.
      [nameHeader]: encodeURIComponent(file.name),
    };
    await cache.put(newAddress(), new Response(file, { headers }));
  }
  return files.length;
}
