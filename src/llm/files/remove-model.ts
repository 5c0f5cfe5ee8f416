import type { Precision } from '../choose-precision.ts';
import { cacheNames, modelFiles } from '../model-files.ts';
import type { KeptRow } from '../model-row.ts';
import { cachePlace, safeName } from './file-place.ts';
import { keptPlaces, partialFolder, removeFile } from './model-folder.ts';
import { modelKey } from './model-key.ts';
import type { ModelRecords } from './model-records.ts';
import { openFolder, removeEntry } from './opfs.ts';

/**
 * Frees every byte of a model in these precisions: whole files, what is on its way, and what was put there
 * without a note of ours. web-llm's own `deleteModelAllInfoInCache` (0.2.86) leaves the manifest behind and
 * deletes a library that another model needs; here a file stays as long as another model is noted with it.
 *
 * @returns the bytes of all files that were removed
 */
export async function removeModel(
  row: KeptRow,
  precisions: readonly Precision[],
  records: ModelRecords,
): Promise<number> {
  const keys = new Set(precisions.map((precision) => modelKey(row, precision)));
  const prefixes = prefixesOf(row, precisions);
  const noted = new Map<string, number | null>();
  for (const key of keys) {
    for (const { place, isKept, bytes } of await records.files(key)) noted.set(place, isKept ? bytes : null);
  }
  let freedBytes = 0;
  for (const place of await keptPlaces()) {
    if (!noted.has(place) && !prefixes.some((prefix) => place.startsWith(prefix))) continue;
    const users = await records.filesAt(place);
    if (!users.every(({ model }) => keys.has(model))) continue;
    freedBytes += await removeFile(place, noted.get(place) ?? null);
  }
  const partials = await openFolder(partialFolder);
  for (const key of keys) {
    freedBytes += await removeEntry(partials, safeName(key));
    await records.forget(key);
  }
  return freedBytes;
}

/** What the places of a model begin with, noted or not. */
function prefixesOf(row: KeptRow, precisions: readonly Precision[]): string[] {
  if (row.engine !== 'web-llm') return [`models/${safeName(row.id)}/`];
  const { model, config, wasm } = cacheNames;
  return precisions.flatMap((precision) => {
    const { baseUrl, libraryUrl } = modelFiles(row, precision);
    return [cachePlace(model, baseUrl), cachePlace(config, baseUrl), cachePlace(wasm, libraryUrl)];
  });
}
