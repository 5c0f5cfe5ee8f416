import { kernelContract } from './kernel.contract.ts';

// The relaxed one is for browsers: kernels.browser.test.ts. Node 20 has the instruction behind a flag, and wrong.
kernelContract('simd');
kernelContract('plain');
