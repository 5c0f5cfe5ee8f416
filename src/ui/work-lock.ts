/*
 * Each tab that is at work holds one Web Lock, shared; whoever gets it alone knows that no tab is. Where the browser
 * has no locks, nobody waits.
 */

const lockName = 'pagefile-work';
type Locks = Pick<LockManager, 'request'> | undefined;

/** This tab is at work, until what is returned is called or the tab ends. */
export function beAtWork(locks: Locks = navigator.locks): () => void {
  let rest = (): void => {};
  const done = new Promise<void>((resolve) => {
    rest = resolve;
  });
  locks?.request(lockName, { mode: 'shared' }, () => done).catch(() => {});
  return rest;
}

/** Does something once no tab is at work; work that begins meanwhile is not held up. */
export async function onceAllRest(act: () => void, locks: Locks = navigator.locks): Promise<void> {
  if (locks) await locks.request(lockName, async () => act());
  else act();
}
