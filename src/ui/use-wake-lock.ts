import { useEffect } from 'react';

/**
 * Keeps the screen awake while `active`: a phone that goes to sleep ends a download. The browser lets the lock
 * go whenever the page is hidden, so it is asked for again when the page is back; a browser that refuses, on
 * a low battery for one, is left in peace until then.
 */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    // Typed as if every browser had it.
    const wakeLock: WakeLock | undefined = navigator.wakeLock;
    if (!active || !wakeLock) return;
    let held: WakeLockSentinel | null = null;
    let asking = false;
    let wanted = true;

    async function acquire(wakeLock: WakeLock): Promise<void> {
      if (document.visibilityState !== 'visible' || asking || (held && !held.released)) return;
      asking = true;
      held = await wakeLock.request('screen').catch(() => null);
      asking = false;
      if (!wanted) await held?.release();
    }
    const onVisible = () => void acquire(wakeLock);
    onVisible();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      wanted = false;
      document.removeEventListener('visibilitychange', onVisible);
      void held?.release();
    };
  }, [active]);
}
