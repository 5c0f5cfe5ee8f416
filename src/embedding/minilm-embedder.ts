import { env, type FeatureExtractionPipeline, pipeline } from '@xenova/transformers';
import type { Embedder } from '../kernel/embedder.ts';
import { batchedEmbedder } from './batched-embedder.ts';
import { EmbedderError } from './embedder-error.ts';
import { fetchModelFiles, type ModelFilesProgress } from './fetch-model-files.ts';
import { ownOriginUrl } from './own-origin-url.ts';

export interface MiniLmOptions {
  /** Folder of the model's files on the app's own origin, such as `/models/all-MiniLM-L6-v2`. */
  readonly modelPath: string;
  /** Both files of the runtime. With only one set, or none, a start with several threads never ends. */
  readonly wasmPaths: { readonly mjs: string; readonly wasm: string };
  /** Threads of the runtime; 1 is used where the page is not cross-origin isolated. */
  readonly threads: number;
  readonly onProgress?: (progress: ModelFilesProgress) => void;
}

export interface MiniLmEmbedder extends Embedder {
  /** Tokens of `text` before any cut, [CLS] and [SEP] included: what exceeds `maxTokens` is not embedded. */
  countTokens(text: string): number;
}

const modelName = 'all-MiniLM-L6-v2';
const modelFiles = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/model_quantized.onnx',
] as const;

/**
 * Loads all-MiniLM-L6-v2 with int8 weights (origin and accuracy: NOTICE.md next to the files). Once per page or
 * worker: the runtime keeps the first call's threads, and after `unusable` it starts only in a new worker.
 *
 * @throws EmbedderError
 */
export async function loadMiniLmEmbedder(options: MiniLmOptions): Promise<MiniLmEmbedder> {
  configureRuntime(options);
  const files = await fetchModelFiles(options.modelPath, modelFiles, options.onProgress);
  // The library gets its files from memory and everything else is not found: it can't reach any host.
  const address = (name: string) => `/${modelName}/${name}`;
  const contents = new Map(Array.from(files, ([name, content]) => [address(name), content]));
  env.fetch = async (input: string | URL) => {
    const content = contents.get(String(input));
    if (!content) return new Response(null, { status: 404 });
    return new Response(content, { headers: { 'Content-Length': String(content.size) } });
  };
  try {
    const extractor = await pipeline('feature-extraction', modelName, { dtype: 'q8', device: 'wasm' });
    return createEmbedder(extractor);
  } catch (error) {
    throw new EmbedderError(
      'unusable',
      'The search model could not be started in this browser. Close other tabs to free memory and reload the app.',
      { cause: error },
    );
  } finally {
    contents.clear();
  }
}

/** Undoes the library's defaults: a content delivery network, its own caches, `blob:` scripts. */
function configureRuntime({ wasmPaths, threads }: MiniLmOptions): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/';
  // The service worker keeps the files; a second copy would cost 24 MB.
  env.useBrowserCache = false;
  env.useWasmCache = false;
  const { wasm } = env.backends.onnx;
  if (!wasm) throw new Error('onnxruntime-web came without its WebAssembly backend.');
  wasm.wasmPaths = { mjs: ownOriginUrl(wasmPaths.mjs).href, wasm: ownOriginUrl(wasmPaths.wasm).href };
  wasm.numThreads = globalThis.crossOriginIsolated ? threads : 1;
}

function createEmbedder(extractor: FeatureExtractionPipeline): MiniLmEmbedder {
  const description = { modelId: `${modelName}-q8`, dimensions: 384, maxTokens: 256 };
  const embedder = batchedEmbedder(description, async (texts) => {
    const { data } = await extractor(texts, { pooling: 'mean', normalize: true });
    if (data instanceof Float32Array) return data;
    throw new TypeError('The search model gave something else than float32 numbers.');
  });
  return { ...embedder, countTokens: (text) => extractor.tokenizer.encode(text).length };
}
