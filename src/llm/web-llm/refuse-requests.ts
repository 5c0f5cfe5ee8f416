import { filesFailures } from '../files/files-failure.ts';

/**
 * Takes from this thread's caches the method by which web-llm fetches what it misses (0.2.86, lib/index.js,
 * `ArtifactCache.addToCache`). All files are here before a load; should one be gone nevertheless, in the midst
 * of a load say, the load fails: nothing is downloaded that the person did not agree to.
 */
export function refuseRequests(caches: Pick<Cache, 'add'>): void {
  caches.add = () => Promise.reject(filesFailures.gone());
}
