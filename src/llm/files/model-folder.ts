import { cacheNames } from '../model-files.ts';
import { cachePlace, parsePlace } from './file-place.ts';
import { moveFile, openFile, openFolder, removeEntry, writeFile } from './opfs.ts';

/** What is on its way lies here: a folder for each model, which a model's own folder never is named like. */
export const partialFolder = 'models/.partial';

/*
 * The places that whole files lie at (file-place.ts): web-llm's caches, so that its own load makes no request,
 * and a folder for each GGUF model, whose parts are read as files without being held in memory.
 */

/** The file there, to be read once and to the end; `null` when there is none. */
export async function openFileStream(place: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null> {
  const at = parsePlace(place);
  if (at.in === 'folder') return (await readFolderFile(place))?.stream() ?? null;
  // Not as a Blob: it would hold on to the cache's file until it is collected, and with it to the room that a
  // removed file took (Chromium 156, measured).
  const response = await (await caches.open(at.cache)).match(at.url);
  return response?.body ?? null;
}

/** The file in a model's folder, read when it is needed; `null` when there is none. */
export async function readFolderFile(place: string): Promise<File | null> {
  const at = parsePlace(place);
  if (at.in !== 'folder') throw new Error(`${place} is not in a folder.`);
  const file = await openFile(await openFolder(`models/${at.folder}`), at.name);
  return file ? file.getFile() : null;
}

/** The text of the file there; `null` when there is none. */
export async function readText(place: string): Promise<string | null> {
  const stream = await openFileStream(place);
  return stream && new Response(stream).text();
}

/** How many bytes the file there has; `null` when there is none. */
export async function fileBytes(place: string): Promise<number | null> {
  const at = parsePlace(place);
  if (at.in === 'folder') return (await readFolderFile(place))?.size ?? null;
  const response = await (await caches.open(at.cache)).match(at.url);
  if (!response) return null;
  // Ours, from `keepFile`; web-llm stores the host's, which is wrong for an answer that came compressed.
  const noted = response.headers.get(bytesHeader);
  if (noted === null) return (await response.arrayBuffer()).byteLength;
  // An answer that is not read holds on to its file: the room of a removed one would not be free again.
  await response.body?.cancel();
  return Number(noted);
}

const bytesHeader = 'x-pagefile-bytes';

/** Every place that holds a file. Told at once for all models, as asking for each file takes its time. */
export async function keptPlaces(): Promise<ReadonlySet<string>> {
  const places = new Set<string>();
  for (const cache of Object.values(cacheNames)) {
    for (const { url } of await (await caches.open(cache)).keys()) places.add(cachePlace(cache, url));
  }
  const models = await openFolder('models');
  for await (const folder of models?.values() ?? []) {
    if (folder.kind !== 'directory' || folder.name.startsWith('.')) continue;
    for await (const name of folder.keys()) places.add(`models/${folder.name}/${name}`);
  }
  return places;
}

/** Puts a copy of `content` there, whole or not at all. Rejects with `QuotaExceededError` when it has no room. */
export async function keepFile(place: string, content: Blob): Promise<void> {
  const at = parsePlace(place);
  if (at.in === 'cache') {
    const headers = { 'content-type': contentType(at.url), [bytesHeader]: String(content.size) };
    return (await caches.open(at.cache)).put(at.url, new Response(content, { headers }));
  }
  const partial = await makeFolder(`${partialFolder}/${at.folder}`);
  const copy = await partial.getFileHandle(`${at.name}.copy`, { create: true });
  try {
    await writeFile(copy, content);
    await moveFile(copy, partial, await makeFolder(`models/${at.folder}`), at.name);
  } catch (error) {
    await removeEntry(partial, `${at.name}.copy`).catch(() => 0);
    throw error;
  }
}

/**
 * Frees the file there.
 *
 * @param knownBytes how many it has, so that it need not be looked at
 * @returns the bytes that it had; 0 when there was none
 */
export async function removeFile(place: string, knownBytes: number | null = null): Promise<number> {
  const at = parsePlace(place);
  if (at.in === 'folder') {
    const folder = await openFolder(`models/${at.folder}`);
    const bytes = await removeEntry(folder, at.name);
    await removeIfEmpty('models', at.folder);
    return bytes;
  }
  const bytes = knownBytes ?? (await fileBytes(place)) ?? 0;
  const isRemoved = await (await caches.open(at.cache)).delete(at.url);
  return isRemoved ? bytes : 0;
}

/** The folder of that path below the root, made if need be. */
export async function makeFolder(path: string): Promise<FileSystemDirectoryHandle> {
  const folder = await openFolder(path, { create: true });
  if (!folder) throw new Error(`The folder ${path} can’t be made.`);
  return folder;
}

async function removeIfEmpty(parent: string, name: string): Promise<void> {
  const folder = await openFolder(`${parent}/${name}`);
  if (!folder) return;
  for await (const _ of folder.keys()) return;
  await (await openFolder(parent))?.removeEntry(name);
}

/** The engine takes no notice of it; a person who looks into the cache does. */
function contentType(url: string): string {
  if (url.endsWith('.json')) return 'application/json';
  return url.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
}
