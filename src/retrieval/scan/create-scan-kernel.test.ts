import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { simdScan } from './scan-binaries.ts';

/** Kernels are compiled once for all; here each test begins without any. */
async function create(): Promise<typeof import('./create-scan-kernel.ts').createScanKernel> {
  return (await import('./create-scan-kernel.ts')).createScanKernel;
}

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

it('goes down to what the platform knows', async () => {
  const simdLength = atob(simdScan).length;
  const validate = (bytes: Uint8Array) => bytes.length === simdLength;
  vi.stubGlobal('WebAssembly', new Proxy(WebAssembly, override('validate', validate)));
  expect((await create())().name).toBe('simd');
});

it('does without WebAssembly where it is missing, knows no SIMD, or is forbidden', async () => {
  const forbidden = class {
    constructor() {
      throw new WebAssembly.CompileError('Refused to compile: violates the content security policy.');
    }
  };
  const platforms = [
    undefined,
    new Proxy(
      WebAssembly,
      override('validate', () => false),
    ),
    new Proxy(WebAssembly, override('Module', forbidden)),
  ];
  for (const platform of platforms) {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', platform);
    expect((await create())().name).toBe('plain');
    vi.unstubAllGlobals();
  }
});

it('passes over a kernel that computes wrongly', async () => {
  // As if an instruction took its operands the wrong way round.
  const instance = class extends WebAssembly.Instance {
    constructor(module: WebAssembly.Module) {
      super(module);
      const { digest: _digest, ...rest } = super.exports;
      const wrong = { ...rest, digest: () => {}, scan: () => 4 };
      Object.defineProperty(this, 'exports', { value: wrong });
    }
  };
  vi.stubGlobal('WebAssembly', new Proxy(WebAssembly, override('Instance', instance)));
  expect((await create())().name).toBe('plain');
});

it('gives each index a memory of its own', async () => {
  const createScanKernel = await create();
  expect(createScanKernel().buffer).not.toBe(createScanKernel().buffer);
});

it('says so when none of those asked for runs', async () => {
  vi.stubGlobal('WebAssembly', undefined);
  const createScanKernel = await create();
  expect(() => createScanKernel(['relaxed', 'simd'])).toThrow(
    'None of these kernels runs here: relaxed, simd.',
  );
});

function override(name: string, value: unknown): ProxyHandler<typeof WebAssembly> {
  return { get: (target, key) => (key === name ? value : Reflect.get(target, key)) };
}
