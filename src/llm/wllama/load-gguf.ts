import type { InstructionsForm } from '../../kernel/system-instructions.ts';
import { LoadFailure, toLoadFailure } from '../load-failure.ts';
import type { LoadPhase } from '../load-phase.ts';
import type { LoadedModel } from '../loaded-model.ts';
import type { GgufRow } from '../model-row.ts';
import { ChatTemplate } from './chat-template.ts';
import { engineThreads } from './engine-threads.ts';
import { fetchEngine } from './fetch-engine.ts';
import { ggufTokenizer } from './gguf-tokenizer.ts';
import { loadWllama } from './load-wllama.ts';
import { type GgufModelFacts, readGgufModel } from './read-gguf-model.ts';
import { WllamaEngine } from './wllama-engine.ts';
import type { WllamaLibrary } from './wllama-library.ts';
import { WllamaModel } from './wllama-model.ts';

export interface LoadGgufOptions {
  readonly row: Pick<GgufRow, 'id' | 'name'>;
  /** The file, or a split model's files in any order. */
  readonly files: readonly Blob[];
  readonly windowTokens: number;
  readonly onPhase: (phase: LoadPhase) => void;
  readonly signal?: AbortSignal | undefined;
  /** Silence after which loading is given up, in ms. */
  readonly stallMs?: number | undefined;
  readonly threads?: number;
  /** A new number for each completion, 0 to 2^32. */
  readonly seed?: () => number;
  readonly loadLibrary?: () => Promise<WllamaLibrary>;
}

const usualStallMs = 60_000;
/** WebAssembly's memory in wllama 3.8.1 ends at 4 GB (CMakeLists.txt); the engine's own needs are taken off. */
const largestBytes = 3.7e9;

/** A file that is not read piece by piece, as without promise integration, ends at 2 GB (llama-cpp.js). */
const largestInOneGo = 2 ** 31;

/**
 * Loads a GGUF model for the processor. What the files say is checked before the engine is fetched. Ends in
 * every case.
 *
 * @throws LoadFailure
 */
export async function loadGguf(options: LoadGgufOptions): Promise<LoadedModel> {
  const { row, files, windowTokens, onPhase, signal } = options;
  try {
    onPhase({ name: 'loading', fraction: 0, detail: 'Checking the file' });
    const model = await readGgufModel(files);
    signal?.throwIfAborted();
    checkSize(model, windowTokens);
    const tokenizer = ggufTokenizer(model.vocabulary, model.name);
    if (!tokenizer) throw new LoadFailure('other', unknownVocabulary(model.vocabulary.model));
    const engine = await startEngine(model, options);
    onPhase({ name: 'ready', fraction: 1, detail: `${row.name} is ready` });
    const wanted = { temperature: model.temperature ?? undefined, instructions: toForm(model.instructions) };
    const template = new ChatTemplate(model.vocabulary, model.chatTemplate);
    return {
      model: new WllamaModel(engine, { modelId: row.id, windowTokens, template, tokenizer, ...wanted }),
      lost: engine.lost,
      unload: () => Promise.resolve(engine.end()),
    };
  } catch (thrown) {
    throw toLoadFailure(signal?.aborted ? new DOMException('', 'AbortError') : thrown);
  }
}

async function startEngine(model: GgufModelFacts, options: LoadGgufOptions): Promise<WllamaEngine> {
  const { windowTokens, onPhase, signal, stallMs = usualStallMs, loadLibrary = loadWllama } = options;
  onPhase({ name: 'loading', fraction: 0, detail: 'Fetching the engine' });
  const library = await fetchEngine({ loadLibrary, signal, stallMs });
  const megabytes = (fraction: number) => Math.round((fraction * model.bytes) / 1e6);
  return WllamaEngine.start({
    library,
    files: model.files,
    windowTokens,
    threads: options.threads ?? engineThreads(model.weights),
    kvBytesPerToken: model.kvBytesPerToken ?? likelyKvBytes,
    seed: options.seed ?? randomSeed,
    stallMs,
    signal,
    onRead: (fraction) =>
      onPhase({ name: 'loading', fraction, detail: `${megabytes(fraction)} of ${megabytes(1)} MB` }),
  });
}

/** Of a model of a billion weights or more, where the file doesn't say. */
const likelyKvBytes = 130_000;

function checkSize({ bytes, files, kvBytesPerToken }: GgufModelFacts, windowTokens: number): void {
  if (bytes + (kvBytesPerToken ?? 0) * windowTokens > largestBytes) throw new LoadFailure('device', tooLarge);
  const readsInOneGo = !('Suspending' in WebAssembly);
  if (readsInOneGo && files.some(({ size }) => size >= largestInOneGo)) {
    throw new LoadFailure('device', tooLargeFile);
  }
}

function toForm(instructions: string | null): InstructionsForm | undefined {
  return instructions === 'minimal' ? instructions : undefined;
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

const tooLarge =
  'This model does not fit: a browser gives the engine for the processor 4 GB at most, the window included. ' +
  'Choose a smaller window or a smaller model. The file is kept.';

const tooLargeFile =
  'This browser can’t read model files of 2 GB and more. Choose a smaller model, or one that comes in parts. ' +
  'The file is kept.';

const unknownVocabulary = (kind: string) =>
  `This model’s vocabulary is of a kind (${kind}) that can’t be counted here. The file is kept; choose another model.`;
