import { cacheNames, type ModelFiles } from './model-files.ts';

/**
 * Frees every cached byte of a model, half-finished downloads and damaged files included. web-llm's own
 * `deleteModelAllInfoInCache` (0.2.86) leaves the manifest behind, fails where there is none without a
 * network, and deletes a library that another model still needs.
 *
 * @param others models that may share the library; it stays as long as anything is kept of one that does
 */
export async function deleteModel(files: ModelFiles, others: readonly ModelFiles[] = []): Promise<void> {
  const [models, configs, libraries] = await Promise.all([
    caches.open(cacheNames.model),
    caches.open(cacheNames.config),
    caches.open(cacheNames.wasm),
  ]);
  await deleteUnder(models, files.baseUrl);
  await deleteUnder(configs, files.baseUrl);
  const kept = (await models.keys()).map(({ url }) => url);
  const isShared = others.some(
    ({ baseUrl, libraryUrl }) =>
      libraryUrl === files.libraryUrl &&
      baseUrl !== files.baseUrl &&
      kept.some((url) => url.startsWith(baseUrl)),
  );
  if (!isShared) await libraries.delete(files.libraryUrl);
}

async function deleteUnder(cache: Cache, baseUrl: string): Promise<void> {
  const requests = await cache.keys();
  await Promise.all(
    requests.filter(({ url }) => url.startsWith(baseUrl)).map((request) => cache.delete(request)),
  );
}
