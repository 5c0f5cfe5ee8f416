import type { Page } from '@playwright/test';

/** Waits until the service worker is in charge of the page, and so has stored the shell. */
export async function waitForServiceWorker(page: Page): Promise<void> {
  await page.evaluate(async () => {
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
  });
}

/** Asks the service worker to store a group, as `cacheGroup` does, and returns its last reply. */
export function cacheGroup(page: Page, group: string): Promise<{ type: string; progress: number[] }> {
  return page.evaluate(async (group) => {
    const registration = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const progress: number[] = [];
    return await new Promise((resolve) => {
      port1.onmessage = ({ data }) => {
        if (data.type === 'progress') progress.push(data.bytes / data.total);
        else resolve({ ...data, progress });
      };
      registration.active?.postMessage({ type: 'cache-group', group }, [port2]);
    });
  }, group);
}

/** The files that lie in the service worker's cache, by path below the app's root, with their sizes. */
export function storedFiles(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const cache = await caches.open('pagefile-files');
    const files: Record<string, number> = {};
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request))?.blob();
      files[new URL(request.url).pathname.slice(1)] = body?.size ?? 0;
    }
    return files;
  });
}
