import type { StorageStatus } from '../worker/app-protocol.ts';

/** Less than this, in bytes, or than a tenth of what the browser grants, is little. */
const little = 500e6;

/** How many bytes are left where that is little; `null` while there is enough, or the browser doesn't tell. */
export function lowSpace({ kind, usedBytes, quotaBytes }: StorageStatus): number | null {
  if (kind === 'memory' || quotaBytes === null || quotaBytes === 0) return null;
  const left = Math.max(0, quotaBytes - usedBytes);
  return left < Math.max(little, quotaBytes / 10) ? left : null;
}
