import type { CpuSpeed } from '../cpu-speed.ts';
import { LoadFailure, toLoadFailure } from '../load-failure.ts';
import { engineThreads } from './engine-threads.ts';
import { fetchEngine } from './fetch-engine.ts';
import type { LlamaShape } from './llama-gguf.ts';
import { loadWllama } from './load-wllama.ts';
import { batchTokens } from './open-wllama.ts';
import { trialGguf, trialShape, trialWeights } from './trial-gguf.ts';
import { WllamaEngine } from './wllama-engine.ts';

const stallMs = 30_000;
const windowTokens = 1024;
/** Batches that are read for the measurement, or fewer where they would take longer than `readMs`. */
const mostBatches = 4;
const readMs = 3000;
/** Writing is measured for so long, in ms, or until `writeTokens` are written. */
const writeMs = 3000;
const writeTokens = 200;

/**
 * Measures how fast the processor runs a model, with one made on the spot; about ten seconds on a slow device.
 * Nothing of it stays.
 *
 * @throws LoadFailure
 */
export async function tryCpu(signal?: AbortSignal, shape: LlamaShape = trialShape): Promise<CpuSpeed> {
  const weights = trialWeights(shape);
  const threads = engineThreads(weights);
  const engine = await startTrial(shape, threads, signal);
  const end = () => engine.end();
  signal?.addEventListener('abort', end);
  try {
    // The first tokens run on code that the browser has not finished compiling.
    const warm = await measure(engine, 'b'.repeat(batchTokens), 16);
    const batches = Math.min(mostBatches, Math.max(1, Math.floor(readMs / warm.readMs)));
    const readTokens = batches * batchTokens;
    const {
      readMs: taken,
      writtenTokens,
      writtenMs,
    } = await measure(engine, 'a'.repeat(readTokens), writeTokens);
    return {
      readWeightsPerSecond: (weights * readTokens * 1000) / taken,
      writeWeightsPerSecond: (weights * writtenTokens * 1000) / writtenMs,
      threads,
    };
  } catch (thrown) {
    if (signal?.aborted) throw new LoadFailure('aborted', 'The trial was stopped.');
    throw toLoadFailure(thrown);
  } finally {
    signal?.removeEventListener('abort', end);
    engine.end();
  }
}

async function startTrial(
  shape: LlamaShape,
  threads: number,
  signal: AbortSignal | undefined,
): Promise<WllamaEngine> {
  try {
    const library = await fetchEngine({ loadLibrary: loadWllama, signal, stallMs });
    const files = [new Blob([trialGguf(shape)])];
    const seed = () => 1;
    return await WllamaEngine.start({
      ...{ library, files, windowTokens, threads, stallMs, signal, seed, kvBytesPerToken: 0 },
    });
  } catch (thrown) {
    throw toLoadFailure(thrown);
  }
}

/** Times the prompt up to the first token, and the tokens after it. */
async function measure(engine: WllamaEngine, prompt: string, maxTokens: number) {
  const stop = new AbortController();
  const start = performance.now();
  let first = start;
  let last = start;
  let pieces = 0;
  await engine.complete(
    { prompt, maxTokens, temperature: 0 },
    {
      signal: stop.signal,
      onText: () => {
        last = performance.now();
        if (pieces === 0) first = last;
        pieces += 1;
        if (last - first > writeMs) stop.abort();
      },
    },
  );
  if (pieces < 2) throw new Error('the trial wrote nothing');
  return { readMs: first - start, writtenTokens: pieces - 1, writtenMs: last - first };
}
