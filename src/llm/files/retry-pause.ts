import type { Surroundings } from './surroundings.ts';

export interface RetryTimes {
  /** Before the second try, in ms; doubles with each further one. */
  readonly firstMs: number;
  /** Tries in a row after which the connection counts as gone. */
  readonly quickTries: number;
  /** Between tries from then on, unless the browser says sooner that there is a network. */
  readonly slowMs: number;
  /** The longest that a host is left alone because it asked for it. */
  readonly longestMs: number;
}

export const usualRetryTimes: RetryTimes = {
  firstMs: 1000,
  quickTries: 4,
  slowMs: 30_000,
  longestMs: 600_000,
};

/**
 * Waits before the next try of a file. It never gives up: a laptop is closed for a night, and the download goes
 * on in the morning.
 *
 * @param failed tries in a row that brought nothing, from 1
 * @param retryAfterMs what the host asked for
 * @param onWaiting called when the connection counts as gone
 * @throws the signal's reason
 */
export async function retryPause(
  failed: number,
  retryAfterMs: number | null,
  onWaiting: () => void,
  { surroundings, times, signal }: RetryPauseOptions,
): Promise<void> {
  // Half of it by chance, so that files that failed together don't come back together.
  const jittered = (ms: number) => ms / 2 + surroundings.random() * (ms / 2);
  const asked = Math.min(retryAfterMs ?? 0, times.longestMs);
  if (failed < times.quickTries && surroundings.isOnline()) {
    return surroundings.sleep(Math.max(asked, jittered(times.firstMs * 2 ** (failed - 1))), signal);
  }
  onWaiting();
  const either = new AbortController();
  const ended = AbortSignal.any([signal, either.signal]);
  try {
    await Promise.race([
      surroundings.sleep(Math.max(asked, jittered(times.slowMs)), ended),
      ...(asked > 0 ? [] : [surroundings.untilOnline(ended)]),
    ]);
  } finally {
    either.abort();
  }
}

export interface RetryPauseOptions {
  readonly surroundings: Surroundings;
  readonly times: RetryTimes;
  readonly signal: AbortSignal;
}
