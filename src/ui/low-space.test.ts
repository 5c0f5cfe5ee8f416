import { expect, test } from 'vitest';
import type { StorageStatus } from '../worker/app-protocol.ts';
import { lowSpace } from './low-space.ts';

const storage = (usedBytes: number, quotaBytes: number | null): StorageStatus => ({
  kind: 'device',
  usedBytes,
  modelBytes: 0,
  documentBytes: 0,
  quotaBytes,
  persisted: false,
});

test.each([
  ['less than a tenth of much', storage(95e9, 100e9), 5e9],
  ['a tenth of much', storage(90e9, 100e9), null],
  ['less than 500 MB of little', storage(600e6, 1e9), 400e6],
  ['500 MB of little', storage(500e6, 1e9), null],
  ['more used than granted', storage(2e9, 1e9), 0],
  ['not told', storage(2e9, null), null],
  ['nothing granted, as before the browser has answered', storage(0, 0), null],
  ['nothing kept at all', { ...storage(95e9, 100e9), kind: 'memory' as const }, null],
])('%s', (_, status, left) => {
  expect(lowSpace(status)).toBe(left);
});
