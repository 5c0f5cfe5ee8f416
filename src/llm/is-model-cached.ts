import { cacheNames, type ModelFiles } from './model-files.ts';

/**
 * Whether loading needs no network: manifest, every file of weights, configuration, tokenizer and library are
 * in web-llm's caches. Stricter than web-llm's own `hasModelInCache`, which looks at the weights alone, and
 * it needs no download of the library to be asked. False where the browser keeps no caches.
 */
export async function isModelCached(files: ModelFiles): Promise<boolean> {
  try {
    const models = await caches.open(cacheNames.model);
    const at = (name: string) => new URL(name, files.baseUrl).href;
    const manifest = await models.match(at('tensor-cache.json'));
    if (!manifest) return false;
    const kept = new Set((await models.keys()).map(({ url }) => url));
    const { records } = (await manifest.json()) as { records: readonly { dataPath: string }[] };
    const hasTokenizer = kept.has(at('tokenizer.json')) || kept.has(at('tokenizer.model'));
    if (!hasTokenizer || !records.every(({ dataPath }) => kept.has(at(dataPath)))) return false;
    const others = await Promise.all([
      caches.open(cacheNames.config).then((cache) => cache.match(at('mlc-chat-config.json'))),
      caches.open(cacheNames.wasm).then((cache) => cache.match(files.libraryUrl)),
    ]);
    return others.every((found) => found !== undefined);
  } catch {
    // No caches (private windows of some browsers), or a manifest that is none: it has to be fetched anew.
    return false;
  }
}
