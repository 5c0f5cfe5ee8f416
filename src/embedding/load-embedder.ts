import { env, type FeatureExtractionPipeline, pipeline } from '@xenova/transformers';
import type { Embedder } from '../kernel/embedder.ts';
import { batchedEmbedder } from './batched-embedder.ts';
import { EmbedderError } from './embedder-error.ts';
import { embedderModelId } from './embedder-model-id.ts';
import type { EmbedderFile, EmbedderRow } from './embedder-row.ts';
import { fittingConfigs } from './fitting-configs.ts';
import { ownOriginUrl } from './own-origin-url.ts';
import { unrelatedSimilarity } from './unrelated-similarity.ts';

export interface RuntimeOptions {
  /** Both files of the runtime. With only one set, or none, a start with several threads never ends. */
  readonly wasmPaths: { readonly mjs: string; readonly wasm: string };
  /** Threads of the runtime; 1 is used where the page is not cross-origin isolated. */
  readonly threads: number;
}

export interface LoadedEmbedder extends Embedder {
  /** Tokens of `text` before any cut, [CLS] and [SEP] included: what exceeds `maxTokens` is not embedded. */
  countTokens(text: string): number;
}

/**
 * Starts an embedder with its files. Once per page or worker: the runtime keeps the first call's threads, and
 * after `unusable` it starts only in a new worker.
 *
 * @param fingerprint see `embedderModelId`
 * @throws EmbedderError `unusable` or `foreign`
 */
export async function loadEmbedder(
  row: EmbedderRow,
  files: ReadonlyMap<EmbedderFile, Blob>,
  fingerprint: string,
  options: RuntimeOptions,
): Promise<LoadedEmbedder> {
  configureRuntime(options);
  const fitting = await fittingConfigs(row, files);
  // The library gets its files from memory and everything else is not found: it can't reach any host.
  const contents = new Map(Array.from(fitting, ([name, content]) => [`/${row.id}/${name}`, content]));
  env.fetch = async (input: string | URL) => {
    const content = contents.get(String(input));
    if (!content) return new Response(null, { status: 404 });
    return new Response(content, { headers: { 'Content-Length': String(content.size) } });
  };
  try {
    const extractor = await pipeline('feature-extraction', row.id, { dtype: 'q8', device: 'wasm' });
    const embedder = createEmbedder(row, embedderModelId(row, fingerprint), extractor);
    if (row.repository === null) return embedder;
    return { ...embedder, unrelatedSimilarity: await unrelatedSimilarity(embedder) };
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
function configureRuntime({ wasmPaths, threads }: RuntimeOptions): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/';
  // The files are kept elsewhere; a second copy would cost 24 MB and more.
  env.useBrowserCache = false;
  env.useWasmCache = false;
  const { wasm } = env.backends.onnx;
  if (!wasm) throw new Error('onnxruntime-web came without its WebAssembly backend.');
  wasm.wasmPaths = { mjs: ownOriginUrl(wasmPaths.mjs).href, wasm: ownOriginUrl(wasmPaths.wasm).href };
  wasm.numThreads = globalThis.crossOriginIsolated ? threads : 1;
}

function createEmbedder(
  row: EmbedderRow,
  modelId: string,
  extractor: FeatureExtractionPipeline,
): LoadedEmbedder {
  const { dimensions, maxTokens, languages, pooling, prefixes } = row;
  const embedder = batchedEmbedder({ modelId, dimensions, maxTokens, languages }, async (texts, role) => {
    const prefixed = texts.map((text) => `${prefixes[role]}${text}`);
    const { data } = await extractor(prefixed, { pooling, normalize: true });
    if (data instanceof Float32Array && data.length === texts.length * dimensions) return data;
    throw new TypeError(`The search model gave something else than ${dimensions} float32 numbers a text.`);
  });
  return { ...embedder, countTokens: (text) => extractor.tokenizer.encode(text).length };
}
