/** After so long it is time, however busy the browser is; in milliseconds. */
const PATIENCE = 1000;

/** Resolves once the browser has nothing better to do; what follows at once runs in that spare time. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: PATIENCE });
    else setTimeout(resolve, 0);
  });
}
