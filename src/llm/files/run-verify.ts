import type { FilesState } from '../files-state.ts';
import { parsePlace } from './file-place.ts';
import { type FilesFailure, filesFailures } from './files-failure.ts';
import { removeFile } from './model-folder.ts';
import type { FileRecord, ModelRecord, ModelRecords } from './model-records.ts';
import { type Verified, verifyModel } from './verify-model.ts';

export interface RunVerifyOptions {
  readonly records: ModelRecords;
  readonly signal: AbortSignal;
  /** In ms since 1970. */
  readonly date: () => number;
}

/**
 * Reads a model's files again and notes how they are. What is not right any more is removed, so that getting the
 * model again fetches only that; a person's own file is left to them.
 *
 * @throws the signal's reason, or what the platform throws
 */
export async function runVerify(
  record: ModelRecord,
  { records, signal, date }: RunVerifyOptions,
  onState: (state: FilesState) => void,
): Promise<FilesState> {
  const files = await records.files(record.key);
  const onFraction = (fraction: number) => onState({ state: 'verifying', fraction });
  const verified = await verifyModel(files, { signal, onFraction });
  await records.putFiles(verified.good);
  const bytes = verified.good.reduce((sum, file) => sum + file.receivedBytes, 0);
  const isOwn = record.row.origin === 'own';
  const failure = failureOf(verified, isOwn);
  if (failure === null) return { state: 'ready', bytes };
  if (!isOwn) await clear([...verified.damaged, ...verified.missing], records);
  await records.putModel({ ...record, state: 'failed', message: failure.message, at: date() });
  return { state: 'failed', message: failure.message, receivedBytes: bytes };
}

function failureOf({ damaged, missing }: Verified, isOwn: boolean): FilesFailure | null {
  if (damaged.length > 0) {
    const names = damaged.map(nameOf);
    return isOwn ? filesFailures.damagedOwn(names) : filesFailures.damaged(names);
  }
  if (missing.length === 0) return null;
  return isOwn ? filesFailures.goneOwn() : filesFailures.gone();
}

async function clear(files: readonly FileRecord[], records: ModelRecords): Promise<void> {
  for (const { model, place } of files) {
    await removeFile(place);
    await records.removeFile(model, place);
  }
}

function nameOf({ place }: FileRecord): string {
  const at = parsePlace(place);
  return decodeURIComponent(at.in === 'cache' ? at.url.slice(at.url.lastIndexOf('/') + 1) : at.name);
}
