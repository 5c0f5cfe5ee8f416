import { type CacheName, cacheNames } from '../model-files.ts';

/**
 * Where a whole file lies, as one text that can be stored: `webllm/model https://…` in one of web-llm's caches,
 * or `models/<folder>/<name>` in the browser's private file system (OPFS).
 */
export type FilePlace =
  | { readonly in: 'cache'; readonly cache: CacheName; readonly url: string }
  | { readonly in: 'folder'; readonly folder: string; readonly name: string };

export function cachePlace(cache: CacheName, url: string): string {
  return `${cache} ${url}`;
}

/** @param fileName such as a GGUF part's name; may hold any characters */
export function folderPlace(modelId: string, fileName: string): string {
  return `models/${safeName(modelId)}/${safeName(fileName)}`;
}

/** @throws Error on a text that none of the two functions above made */
export function parsePlace(place: string): FilePlace {
  const cache = Object.values(cacheNames).find((name) => place.startsWith(`${name} `));
  if (cache !== undefined) return { in: 'cache', cache, url: place.slice(cache.length + 1) };
  const [, folder, name] = /^models\/([^/]+)\/([^/]+)$/.exec(place) ?? [];
  if (folder === undefined || name === undefined) throw new Error(`There is no such place: ${place}`);
  return { in: 'folder', folder, name };
}

/** A name that every file system takes, and none that the folder uses itself: those begin with a dot. */
export function safeName(name: string): string {
  return encodeURIComponent(name).replace(/^\./, '%2E').replaceAll('*', '%2A');
}
