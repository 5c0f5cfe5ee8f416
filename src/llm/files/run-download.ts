import type { FilesState } from '../files-state.ts';
import { ModelDownload, type ModelDownloadOptions } from './model-download.ts';
import type { ModelRecord } from './model-records.ts';
import { freeBytes } from './require-room.ts';
import { toFilesFailure } from './to-files-failure.ts';

/** Why work on a model's files is ended: what came is kept, or is about to be removed. */
export type Stop = 'paused' | 'removed';

/** How often a download is told of when nothing comes, so that speed and time left don't stand still, in ms. */
const tickMs = 1000;

/**
 * Downloads a model and notes how that ends. A failure is a state like any other.
 *
 * @param record as it is to be noted at the beginning
 * @param options the signal is aborted with a `Stop`
 * @throws what the platform throws when not even a note can be made
 */
export async function runDownload(
  record: ModelRecord,
  options: Omit<ModelDownloadOptions, 'onProgress'>,
  onState: (state: FilesState) => void,
): Promise<FilesState> {
  const { records, surroundings } = options;
  let isFetching = true;
  const tell = () => {
    if (isFetching) onState(download.progress.state());
  };
  const download = new ModelDownload(record, { ...options, onProgress: tell });
  const ticking = setInterval(tell, tickMs);
  try {
    tell();
    await records.putModel(record);
    await download.run((fraction) => {
      isFetching = false;
      onState({ state: 'verifying', fraction });
    });
    await records.putModel({ ...download.record, state: 'ready', at: surroundings.date() });
    return { state: 'ready', bytes: download.progress.receivedBytes };
  } catch (thrown) {
    return await noteEnd(download, options, thrown);
  } finally {
    clearInterval(ticking);
  }
}

async function noteEnd(
  { progress, record }: ModelDownload,
  { records, surroundings, signal }: Omit<ModelDownloadOptions, 'onProgress'>,
  thrown: unknown,
): Promise<FilesState> {
  if (signal.reason === ('removed' satisfies Stop)) return { state: 'absent' };
  const { receivedBytes } = progress;
  const totalBytes = progress.totalBytes ?? record.totalBytes;
  const at = surroundings.date();
  if (signal.reason === ('paused' satisfies Stop)) {
    await records.putModel({ ...record, state: 'paused', totalBytes, at });
    return { state: 'paused', receivedBytes, totalBytes };
  }
  const free = await freeBytes(surroundings);
  const missing = totalBytes === null ? null : totalBytes - receivedBytes - (free ?? 0);
  const failure = toFilesFailure(thrown, missing !== null && missing > 0 ? missing : null);
  // On a full disk the note may fail as well; it is told all the same.
  const failed: ModelRecord = { ...record, state: 'failed', message: failure.message, totalBytes, at };
  await records.putModel(failed).catch(() => {});
  return { state: 'failed', message: failure.message, receivedBytes };
}
