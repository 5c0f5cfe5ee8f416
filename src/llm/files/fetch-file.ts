import { FetchAttempt } from './fetch-attempt.ts';
import type { WantedFile } from './file-list.ts';
import { filesFailures } from './files-failure.ts';
import type { FileRecord } from './model-records.ts';
import type { PartialFile } from './partial-file.ts';
import { LostConnection, UnusableAnswer } from './read-answer.ts';
import { type RetryTimes, retryPause, usualRetryTimes } from './retry-pause.ts';
import type { Surroundings } from './surroundings.ts';

export interface FetchTimes extends RetryTimes {
  /** Silence after which a request is given up and made again, in ms. */
  readonly stallMs: number;
  /** What a killed tab loses at most: so many bytes of a file, or what came in so many ms. */
  readonly flushBytes: number;
  readonly flushMs: number;
}

export const usualFetchTimes: FetchTimes = {
  ...usualRetryTimes,
  stallMs: 60_000,
  flushBytes: 8 * 2 ** 20,
  flushMs: 2000,
};

/** What the download of one file needs of its model's. */
export interface FetchContext {
  readonly surroundings: Surroundings;
  readonly times: FetchTimes;
  readonly signal: AbortSignal;
  /** Path of the folder for what is on its way. */
  readonly folder: string;
  /** The address to ask at: of the commit that the model's other files are of. */
  readonly address: (file: WantedFile) => string;
  readonly note: (record: FileRecord) => Promise<void>;
  readonly onRevision: (revision: string) => Promise<void>;
  /** How much of the file is here, of how much (`null` while it is not known), and how much came just now. */
  readonly onBytes: (file: WantedFile, bytes: number, total: number | null, came: number) => void;
  /** The connection counts as gone for this file, or is back. */
  readonly onWaiting: (file: WantedFile, isWaiting: boolean) => void;
  /** Puts a whole file into its place. */
  readonly keep: (place: string, partial: PartialFile, content: File) => Promise<void>;
}

/**
 * Fetches a file, checks it and puts it into its place; goes on with what is here of it. After a lost connection
 * it is tried again without end, after something that is not the file once.
 *
 * @throws FilesFailure; what the platform throws when it can't store; the signal's reason. What came is kept.
 */
export async function fetchFile(file: WantedFile, known: FileRecord, context: FetchContext): Promise<void> {
  let record = known;
  let isTriedAgain = false;
  let furthest = 0;
  for (let failed = 0; ; ) {
    const attempt = new FetchAttempt(file, record, context);
    try {
      return await attempt.run();
    } catch (thrown) {
      context.signal.throwIfAborted();
      record = attempt.record;
      // A host that always breaks off at the same place, and can't give a part, must not be asked every second.
      failed = attempt.reachedBytes > furthest ? 1 : failed + 1;
      furthest = Math.max(furthest, attempt.reachedBytes);
      if (thrown instanceof LostConnection) {
        const onWaiting = () => context.onWaiting(file, true);
        await retryPause(failed, thrown.retryAfterMs, onWaiting, context);
      } else if (thrown instanceof UnusableAnswer && !isTriedAgain) {
        isTriedAgain = true;
      } else if (thrown instanceof UnusableAnswer) {
        throw filesFailures.unusable(new URL(context.address(file)).host, file.name, thrown.message);
      } else {
        throw thrown;
      }
    }
  }
}
