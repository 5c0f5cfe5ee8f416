import { filesFailures } from '../files/files-failure.ts';
import { cacheNames, type ModelFiles } from '../model-files.ts';
import type { ModelOrigin } from '../model-row.ts';

/**
 * Checks that web-llm will find all of a model's files where it looks for them, since it fetches what it misses
 * without asking: configuration, library, tokenizer, manifest and every file of weights (0.2.86, lib/index.js,
 * `reloadInternal`, `asyncLoadTokenizer`, `fetchTensorCacheInternal`).
 *
 * @throws FilesFailure `gone`; SyntaxError where a list is none
 */
export async function requireFiles(files: ModelFiles, origin: ModelOrigin): Promise<void> {
  if (!(await hasAll(files))) throw origin === 'own' ? filesFailures.goneOwn() : filesFailures.gone();
}

async function hasAll(files: ModelFiles): Promise<boolean> {
  const at = (name: string) => new URL(name, files.baseUrl).href;
  const [config, library, manifest] = await Promise.all([
    find(cacheNames.config, at('mlc-chat-config.json')),
    find(cacheNames.wasm, files.libraryUrl),
    find(cacheNames.model, at('tensor-cache.json')),
  ]);
  // Unread, it would keep the room of its cache entry after that was deleted (Chromium).
  await library?.body?.cancel();
  if (!config || !library || !manifest) return false;
  const names = [tokenizerFile(await config.json()), ...weightFiles(await manifest.json())];
  const kept = new Set((await (await caches.open(cacheNames.model)).keys()).map(({ url }) => url));
  return names.every((name) => kept.has(at(name)));
}

async function find(cacheName: string, url: string): Promise<Response | undefined> {
  return (await caches.open(cacheName)).match(url);
}

/** web-llm prefers the first; of a model with neither it says so itself. */
function tokenizerFile(config: unknown): string {
  const { tokenizer_files: names } = (config ?? {}) as { tokenizer_files?: unknown };
  return Array.isArray(names) && !names.includes('tokenizer.json') ? 'tokenizer.model' : 'tokenizer.json';
}

function weightFiles(manifest: unknown): string[] {
  const { records } = (manifest ?? {}) as { records?: unknown };
  if (!Array.isArray(records) || records.length === 0) throw new SyntaxError('The list of weights is empty.');
  return records.map((record: { dataPath?: unknown } | null) => {
    if (typeof record?.dataPath === 'string') return record.dataPath;
    throw new SyntaxError('The list of weights is not readable.');
  });
}
