import { readSweep } from './read-sweep-binary.ts';

const PAGE_BYTES = 65_536;

/** What src/retrieval/scan/assembly/read-sweep.ts exports. */
interface SweepExports {
  readonly memory: WebAssembly.Memory;
  readonly sweep: (from: number, bytes: number) => number;
}

/** Reads bytes as fast as WebAssembly can, and does nothing with them: no scan of them takes less. */
export class ReadSweep {
  readonly #exports: SweepExports;
  readonly #bytes: number;

  /** @param bytes copied, their number a multiple of 64 */
  constructor(bytes: Int8Array) {
    const binary = Uint8Array.from(atob(readSweep), (character) => character.charCodeAt(0));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(binary));
    this.#exports = instance.exports as unknown as SweepExports;
    this.#bytes = bytes.length;
    this.#exports.memory.grow(Math.ceil(bytes.length / PAGE_BYTES) + 1);
    new Int8Array(this.#exports.memory.buffer).set(bytes, PAGE_BYTES);
  }

  run(): void {
    this.#exports.sweep(PAGE_BYTES, this.#bytes);
  }
}
