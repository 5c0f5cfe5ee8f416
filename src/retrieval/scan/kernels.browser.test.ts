import { expect, it } from 'vitest';
import { createScanKernel } from './create-scan-kernel.ts';
import { kernelContract } from './kernel.contract.ts';
import { kernelNames } from './scan-kernel.ts';

for (const name of kernelNames) kernelContract(name);

it('takes the fastest', () => {
  expect(createScanKernel().name).toBe('relaxed');
});
