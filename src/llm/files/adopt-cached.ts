import type { Precision } from '../choose-precision.ts';
import type { WebLlmRow } from '../model-row.ts';
import type { ModelPins } from '../pins.ts';
import { type WantedFile, webLlmLists, webLlmRest } from './file-list.ts';
import { fileBytes, readText } from './model-folder.ts';
import { modelKey } from './model-key.ts';
import type { FileRecord } from './model-records.ts';

/**
 * Records of a model that lies whole in web-llm's caches without a note of ours: an earlier Pagefile put it
 * there. `null` when it isn't, or not wholly; a download then takes what is there.
 *
 * @param places all that hold a file
 * @param pins what is known of the model beforehand
 */
export async function adoptCached(
  row: WebLlmRow,
  precision: Precision,
  places: ReadonlySet<string>,
  pins: ModelPins | null,
): Promise<FileRecord[] | null> {
  const lists = webLlmLists(row, precision, pins);
  if (!places.has(lists.manifest.place) || !places.has(lists.config.place)) return null;
  try {
    const [config, manifest] = [await readJson(lists.config), await readJson(lists.manifest)];
    const rest = webLlmRest(row, precision, pins, { config, manifest });
    if (!rest.every(({ place }) => places.has(place))) return null;
    const key = modelKey(row, precision);
    return await Promise.all([lists.config, lists.manifest, ...rest].map((file) => recordOf(key, file)));
  } catch (error) {
    // A list that is none: it has to be fetched anew.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function readJson({ place }: WantedFile): Promise<unknown> {
  return JSON.parse((await readText(place)) ?? 'null');
}

/** With the hash that is pinned; without one `verify` takes the first. */
async function recordOf(model: string, { place, url, bytes, sha256 }: WantedFile): Promise<FileRecord> {
  const size = bytes ?? (await fileBytes(place)) ?? 0;
  return {
    model,
    place,
    url,
    bytes: size,
    sha256,
    etag: null,
    lastModified: null,
    receivedBytes: size,
    isKept: true,
  };
}
