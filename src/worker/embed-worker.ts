import { embedderFiles } from '../embedding/embedder-row.ts';
import { fetchModelFiles, type ModelFilesProgress } from '../embedding/fetch-model-files.ts';
import { filesFingerprint } from '../embedding/files-fingerprint.ts';
import { type LoadedEmbedder, loadEmbedder } from '../embedding/load-embedder.ts';
import { runtimeFiles } from '../embedding/runtime-files.ts';
import type { EmbedRequests } from './embed-protocol.ts';
import { keptEmbedderFiles } from './kept-embedder-files.ts';
import { type Endpoint, serve, Transferred } from './rpc.ts';

/*
 * The embed worker: holds the search model, so that embedding never waits for the language model.
 */

type LoadParams = EmbedRequests['load']['params'];
type OnProgress = (progress: ModelFilesProgress) => void;

let loading: Promise<LoadedEmbedder> | null = null;

function load(params: LoadParams, onProgress: OnProgress): Promise<LoadedEmbedder> {
  loading ??= start(params, onProgress).catch((error: unknown) => {
    // A file that was missing may be there at the next attempt.
    loading = null;
    throw error;
  });
  return loading;
}

async function start({ row, modelPath, threads }: LoadParams, onProgress: OnProgress) {
  const isShipped = modelPath !== null;
  const files = isShipped
    ? await fetchModelFiles(modelPath, embedderFiles, onProgress)
    : await keptEmbedderFiles(row);
  return loadEmbedder(row, files, isShipped ? '' : await filesFingerprint(files.values()), {
    wasmPaths: runtimeFiles,
    // The runtime's own default: it leaves cores to the page and to the language model.
    threads: threads ?? Math.min(4, Math.ceil(navigator.hardwareConcurrency / 2)),
  });
}

function loaded(): Promise<LoadedEmbedder> {
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
    const { embed: _, countTokens: __, ...description } = await load(params, progress);
    return description;
  },
  async embed({ texts, urgency, role }, { signal }) {
    const embedder = await loaded();
    const vectors = await embedder.embed(texts, signal, urgency, role);
    const buffers = vectors.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
    return new Transferred(vectors, buffers);
  },
  async countTokens({ texts }) {
    const embedder = await loaded();
    return texts.map((text) => embedder.countTokens(text));
  },
});
