import type { Precision } from '../choose-precision.ts';
import type { FilesState } from '../files-state.ts';
import type { KeptRow, ModelRow } from '../model-row.ts';
import type { ModelPins } from '../pins.ts';
import { adoptCached } from './adopt-cached.ts';
import { filesFailures } from './files-failure.ts';
import { keptPlaces } from './model-folder.ts';
import { modelKey } from './model-key.ts';
import type { FileRecord, ModelRecord, ModelRecords } from './model-records.ts';

export interface ListedModels {
  /** Of the rows asked for, in their order. */
  readonly states: readonly FilesState[];
  /** The person's own models. */
  readonly own: readonly { readonly row: ModelRow; readonly files: FilesState }[];
}

export interface ListOptions {
  readonly records: ModelRecords;
  readonly pins: Readonly<Record<string, ModelPins>>;
  /** In ms since 1970, for what is noted of a model that is found here without a note. */
  readonly date: number;
}

/**
 * Where models' files stand, apart from what is running. Files are looked for, not believed in: a browser may
 * have cleared them away.
 */
export async function listModels(
  rows: readonly KeptRow[],
  precision: Precision,
  { records, pins, date }: ListOptions,
): Promise<ListedModels> {
  const places = await keptPlaces();
  const models = new Map((await records.models()).map((record) => [record.key, record]));
  const files = new Map<string, FileRecord[]>();
  for (const file of await records.files()) files.set(file.model, [...(files.get(file.model) ?? []), file]);
  const stateOf = (record: ModelRecord) => filesState(record, files.get(record.key) ?? [], places);
  const states: FilesState[] = [];
  for (const row of rows) {
    const record = models.get(modelKey(row, precision));
    if (row.origin === 'practice') states.push({ state: 'ready', bytes: row.downloadMb * 1e6 });
    else if (record) states.push(stateOf(record));
    else states.push(await adopt(row));
  }
  async function adopt(row: KeptRow): Promise<FilesState> {
    const key = modelKey(row, precision);
    const files =
      row.engine === 'web-llm' ? await adoptCached(row, precision, places, pins[key] ?? null) : null;
    if (files === null) return { state: 'absent' };
    const bytes = sumOf(files.map((file) => file.receivedBytes));
    const noted = { state: 'ready', message: '', totalBytes: bytes, revision: null, at: date } as const;
    await records.putAll({ key, row, precision, ...noted }, files);
    return { state: 'ready', bytes };
  }

  const own = [...models.values()].flatMap((record) => {
    const { row } = record;
    return row.origin === 'own' && row.engine !== 'embedder' ? [{ row, files: stateOf(record) }] : [];
  });
  return { states, own };
}

/** Where a model stands that nothing is being done with. @param places all that hold a file */
export function filesState(
  { state, message, totalBytes, row }: ModelRecord,
  files: readonly FileRecord[],
  places: ReadonlySet<string>,
): FilesState {
  const isHere = ({ isKept, place }: FileRecord) => !isKept || places.has(place);
  const receivedBytes = sumOf(files.filter(isHere).map((file) => file.receivedBytes));
  if (state === 'failed') return { state, message, receivedBytes };
  if (state !== 'ready') return { state: 'paused', receivedBytes, totalBytes };
  if (files.length > 0 && files.every(isHere)) return { state, bytes: receivedBytes };
  const failure = row.origin === 'own' ? filesFailures.goneOwn() : filesFailures.gone();
  return { state: 'failed', message: failure.message, receivedBytes };
}

function sumOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, each) => sum + each, 0);
}
