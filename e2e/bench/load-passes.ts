import { env, pipeline } from '@xenova/transformers';
import type { EmbedBatch } from '../../src/embedding/batched-embedder.ts';
import { runtimeFiles } from '../../src/embedding/runtime-files.ts';

/**
 * The search model as the app has it (src/embedding/minilm-embedder.ts), but with nothing between the caller and
 * the library: as many texts as are given go through it together.
 */
export async function loadPasses(): Promise<EmbedBatch> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/models/';
  env.useBrowserCache = false;
  env.useWasmCache = false;
  const { wasm } = env.backends.onnx;
  if (!wasm) throw new Error('onnxruntime-web came without its WebAssembly backend.');
  const own = (address: string) => new URL(address, self.location.href).href;
  wasm.wasmPaths = { mjs: own(runtimeFiles.mjs), wasm: own(runtimeFiles.wasm) };
  // As the app does.
  wasm.numThreads = Math.min(4, Math.ceil(navigator.hardwareConcurrency / 2));
  const extractor = await pipeline('feature-extraction', 'all-MiniLM-L6-v2', { dtype: 'q8', device: 'wasm' });
  return async (texts) => {
    const { data } = await extractor(texts, { pooling: 'mean', normalize: true });
    if (data instanceof Float32Array) return data;
    throw new TypeError('The search model gave something else than float32 numbers.');
  };
}
