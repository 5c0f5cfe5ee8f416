import type { WebLlmRow } from '../model-row.ts';

/** A web-llm model that no list has. */
export const testRow: WebLlmRow = {
  engine: 'web-llm',
  origin: 'catalogue',
  id: 'Test-1B',
  name: 'Test 1B',
  parameters: '1B',
  downloadMb: 700,
  licence: 'none',
  goodFor: 'Tests.',
  kvBytesPerToken: 32 * 1024,
  trainedWindow: 8192,
  memoryMb: { f16: 900, f32: 1100 },
  library: 'Test-1B',
  largestBufferMb: 100,
  thinks: false,
};
