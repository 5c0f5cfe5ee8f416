/** What a download reaches outside itself through; tests put their own in. */
export interface Surroundings {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** In ms, never going back. */
  now(): number;
  /** In ms since 1970. */
  date(): number;
  /** From 0 up to 1. */
  random(): number;
  /** @throws the signal's reason */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  isOnline(): boolean;
  /** Resolves when the browser says that there is a network again. @throws the signal's reason */
  untilOnline(signal: AbortSignal): Promise<void>;
  /** What the site uses and may use, in bytes; `null` where the browser doesn't tell. */
  estimate(): Promise<{ readonly usage: number; readonly quota: number } | null>;
}

export const browserSurroundings: Surroundings = {
  fetch: (url, init) => fetch(url, init),
  now: () => performance.now(),
  date: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    untilAborted(signal, (resolve) => {
      const timer = setTimeout(resolve, ms);
      return () => clearTimeout(timer);
    }),
  isOnline: () => navigator.onLine,
  untilOnline: (signal) =>
    untilAborted(signal, (resolve) => {
      addEventListener('online', resolve);
      return () => removeEventListener('online', resolve);
    }),
  async estimate() {
    const told = await navigator.storage?.estimate?.().catch(() => null);
    return told?.usage === undefined || told.quota === undefined
      ? null
      : { usage: told.usage, quota: told.quota };
  },
};

/** @param begin starts waiting, and returns what ends it */
function untilAborted(signal: AbortSignal, begin: (resolve: () => void) => () => void): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const abort = () => {
      end();
      reject(signal.reason);
    };
    const end = begin(() => {
      end();
      signal.removeEventListener('abort', abort);
      resolve();
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}
