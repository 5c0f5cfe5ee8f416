import { computesRightly } from './computes-rightly.ts';
import { PlainKernel } from './plain-kernel.ts';
import { relaxedScan, simdScan } from './scan-binaries.ts';
import { type KernelName, kernelNames, type ScanKernel } from './scan-kernel.ts';
import { WasmKernel } from './wasm-kernel.ts';

const binaries: Readonly<Partial<Record<KernelName, string>>> = { relaxed: relaxedScan, simd: simdScan };
/** `null` where the platform does not run it. */
const modules = new Map<KernelName, WebAssembly.Module | null>();

/**
 * The fastest kernel that runs here, with an empty memory. Compiled at once, which for 2 kB takes less time
 * than waiting would; where the platform or its policy forbids WebAssembly, it is the plain one.
 *
 * @param names kernels to choose from; tests and benchmarks narrow them down
 */
export function createScanKernel(names: readonly KernelName[] = kernelNames): ScanKernel {
  for (const name of names) {
    if (name === 'plain') return new PlainKernel();
    const module = compiled(name);
    if (module !== null) return new WasmKernel(name, module);
  }
  throw new Error(`None of these kernels runs here: ${names.join(', ')}.`);
}

function compiled(name: KernelName): WebAssembly.Module | null {
  const known = modules.get(name);
  if (known !== undefined) return known;
  const module = compile(name);
  modules.set(name, module);
  return module;
}

/** The binary is its own probe: validating it tells whether each of its instructions is known. */
function compile(name: KernelName): WebAssembly.Module | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = Uint8Array.from(atob(binaries[name] ?? ''), (character) => character.charCodeAt(0));
  try {
    if (!WebAssembly.validate(bytes)) return null;
    const module = new WebAssembly.Module(bytes);
    return computesRightly(new WasmKernel(name, module)) ? module : null;
  } catch {
    // A policy without 'wasm-unsafe-eval' forbids compiling what it lets one validate.
    return null;
  }
}
