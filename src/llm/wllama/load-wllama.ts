import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import compatWasmUrl from '@wllama/wllama-compat/wasm/wllama.wasm?url';
import type { WllamaLibrary } from './wllama-library.ts';

/**
 * Fetches the library, for the llm worker alone: it carries its own worker's script as a string.
 *
 * The constructor points to a content delivery network for browsers without memory64 or promise integration,
 * which is undone at once (3.8.1, wllama.ts). The compat build of our own origin serves where memory64 is
 * missing (Safari); without promise integration alone the usual build is the faster one, and runs (measured).
 */
export async function loadWllama(): Promise<WllamaLibrary> {
  const { Wllama } = await import('@wllama/wllama/esm/index.js');
  const compat = hasMemory64() ? null : { worker: await compatWorker(), wasm: compatWasmUrl };
  return {
    wasmUrl: compat?.wasm ?? wasmUrl,
    create(logger) {
      const wllama = new Wllama({ default: wasmUrl }, { logger });
      wllama.setCompat(compat);
      return wllama;
    },
  };
}

/** Its script as text: it becomes part of the engine's worker, and must not be changed on the way. */
async function compatWorker(): Promise<{ code: string }> {
  const { default: code } = await import('@wllama/wllama-compat/wasm/wllama.js?raw');
  return { code };
}

/** Whether WebAssembly can address memory by 64 bits. */
function hasMemory64(): boolean {
  try {
    // No type knows `address` yet.
    const memory: object = { address: 'i64', initial: 1n };
    return new WebAssembly.Memory(memory as WebAssembly.MemoryDescriptor) instanceof WebAssembly.Memory;
  } catch {
    return false;
  }
}
