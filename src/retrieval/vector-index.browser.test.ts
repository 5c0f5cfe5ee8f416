import { kernelNames } from './scan/scan-kernel.ts';
import { vectorIndexContract } from './vector-index.contract.ts';

for (const name of kernelNames) vectorIndexContract(name);
