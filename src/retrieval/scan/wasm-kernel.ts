import type { KernelName, ScanKernel } from './scan-kernel.ts';

/** A page of WebAssembly memory. */
const pageBytes = 65_536;

/** What assembly/scan.ts exports. */
interface ScanExports {
  readonly memory: WebAssembly.Memory;
  readonly digest: ScanKernel['digest'];
  readonly scan: (stride: number, slots: number, filtered: number, mostHeld: number) => number;
  readonly refine: (stride: number, count: number, fine: number) => void;
}

/** The kernel as compiled WebAssembly, each instance with a memory of its own. */
export class WasmKernel implements ScanKernel {
  readonly name: KernelName;
  readonly #exports: ScanExports;

  /** @param module one of scan-binaries.ts */
  constructor(name: KernelName, module: WebAssembly.Module) {
    this.name = name;
    // Our own binary: a test compiles it anew and compares.
    this.#exports = new WebAssembly.Instance(module).exports as unknown as ScanExports;
  }

  get buffer(): ArrayBuffer {
    return this.#exports.memory.buffer;
  }

  grow(bytes: number): void {
    const missing = bytes - this.buffer.byteLength;
    if (missing > 0) this.#exports.memory.grow(Math.ceil(missing / pageBytes));
  }

  digest(stride: number, from: number, to: number): void {
    this.#exports.digest(stride, from, to);
  }

  scan(stride: number, slots: number, filtered: boolean, mostHeld: number): number {
    return this.#exports.scan(stride, slots, filtered ? 1 : 0, mostHeld);
  }

  refine(stride: number, count: number, fine: boolean): void {
    this.#exports.refine(stride, count, fine ? 1 : 0);
  }
}
