import type { StorageStatus } from '../worker/app-protocol.ts';
import { formatBytes } from './format-bytes.ts';

/** "Models 2.3 GB · documents 24 MB · everything else 40 MB" */
export function describeUse({ usedBytes, modelBytes, documentBytes }: StorageStatus): string {
  // The browser's own count comes late and in round figures: it may be less than what is in it.
  const rest = Math.max(0, usedBytes - modelBytes - documentBytes);
  const kinds: readonly [string, number][] = [
    ['models', modelBytes],
    ['documents', documentBytes],
    ['everything else', rest],
  ];
  const words = kinds
    .filter(([, bytes]) => bytes > 0)
    .map(([kind, bytes]) => `${kind} ${formatBytes(bytes)}`);
  const all = words.join(' · ') || 'nothing stored';
  return all.charAt(0).toUpperCase() + all.slice(1);
}

/** What the browser said when it was asked to keep this site's data. */
export function describePromise({ kind, persisted }: StorageStatus): string {
  if (kind === 'memory') return 'Nothing is kept: the browser gives this page no storage.';
  return persisted
    ? 'The browser promised to keep this.'
    : 'The browser may clear this when space runs out: install the app or bookmark it.';
}
