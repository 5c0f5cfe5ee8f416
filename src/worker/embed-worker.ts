import type { ModelFilesProgress } from '../embedding/fetch-model-files.ts';
import { loadMiniLmEmbedder, type MiniLmEmbedder } from '../embedding/minilm-embedder.ts';
import { runtimeFiles } from '../embedding/runtime-files.ts';
import type { EmbedRequests } from './embed-protocol.ts';
import { type Endpoint, serve, Transferred } from './rpc.ts';

/*
 * The embed worker: holds the search model, so that embedding never waits for the language model.
 */

let loading: Promise<MiniLmEmbedder> | null = null;

function load(
  { modelPath, threads }: EmbedRequests['load']['params'],
  onProgress: (progress: ModelFilesProgress) => void,
): Promise<MiniLmEmbedder> {
  loading ??= loadMiniLmEmbedder({
    modelPath,
    wasmPaths: runtimeFiles,
    // The runtime's own default: it leaves cores to the page and to the language model.
    threads: threads ?? Math.min(4, Math.ceil(navigator.hardwareConcurrency / 2)),
    onProgress,
  }).catch((error: unknown) => {
    // A file that was missing may be there at the next attempt.
    loading = null;
    throw error;
  });
  return loading;
}

function loaded(): Promise<MiniLmEmbedder> {
  if (!loading) throw new Error('The embed worker was asked to work before it was asked to load its model.');
  return loading;
}

// Spelt out in the one form that window and worker globals share: the whole-program check sees a window here.
const caller: Endpoint = {
  postMessage: (message, transfer) => self.postMessage(message, { transfer }),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
};

serve<EmbedRequests, never>(caller, {
  async load(params, { progress }) {
    const { modelId, dimensions, maxTokens } = await load(params, progress);
    return { modelId, dimensions, maxTokens };
  },
  async embed({ texts, urgency }, { signal }) {
    const embedder = await loaded();
    const vectors = await embedder.embed(texts, signal, urgency);
    const buffers = vectors.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
    return new Transferred(vectors, buffers);
  },
  async countTokens({ texts }) {
    const embedder = await loaded();
    return texts.map((text) => embedder.countTokens(text));
  },
});
