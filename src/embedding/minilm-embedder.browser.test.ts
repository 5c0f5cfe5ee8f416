import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ModelFilesProgress } from './fetch-model-files.ts';
import reference from './fixtures/reference-vectors.json';
import { loadMiniLmEmbedder, type MiniLmEmbedder } from './minilm-embedder.ts';
import { runtimeFiles } from './runtime-files.ts';

const modelPath = '/models/all-MiniLM-L6-v2';
const wasmPaths = runtimeFiles;

const fetched = vi.spyOn(globalThis, 'fetch');
const progress: ModelFilesProgress[] = [];
let embedder: MiniLmEmbedder;
/** What the browser embeds the reference texts as. */
let vectors: Float32Array[];

beforeAll(async () => {
  const onProgress = (report: ModelFilesProgress) => progress.push(report);
  embedder = await loadMiniLmEmbedder({ modelPath, wasmPaths, threads: 1, onProgress });
  vectors = await embedder.embed(reference.texts);
}, 120_000);

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return Number.NaN;
  return a.reduce((sum, component, index) => sum + component * (b[index] ?? Number.NaN), 0);
}

/** The vectors of the published float32 weights (scripts/embedder/check.py). */
function referenceVectors(): Float32Array[] {
  const bytes = Uint8Array.from(atob(reference.vectors), (character) => character.charCodeAt(0));
  const numbers = new Float32Array(bytes.buffer);
  return reference.texts.map((_, row) => numbers.slice(row * 384, (row + 1) * 384));
}

describe('the model in this browser', () => {
  it('gives the vectors of the published weights', () => {
    const cosines = referenceVectors().map((expected, index) => cosine(expected, vectors[index]));
    expect(cosines.length).toBeGreaterThanOrEqual(50);
    expect(Math.min(...cosines)).toBeGreaterThanOrEqual(0.98);
  });

  it('gives unit vectors of 384 dimensions', () => {
    for (const vector of vectors) {
      expect(vector).toHaveLength(384);
      expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    }
  });

  it('ranks a paraphrase above everything that means something else', () => {
    const pairs = vectors.slice(0, 2 * reference.paraphrasePairs);
    for (const [index, vector] of pairs.entries()) {
      const cosines = pairs.map((other, place) => (place === index ? -1 : cosine(vector, other)));
      expect(cosines.indexOf(Math.max(...cosines)), reference.texts[index]).toBe(index ^ 1);
    }
  });

  it('counts tokens as the published tokenizer does', () => {
    expect(reference.texts.map((text) => embedder.countTokens(text))).toEqual(reference.tokens);
  });

  it('describes itself', () => {
    expect(embedder).toMatchObject({ modelId: 'all-MiniLM-L6-v2-q8', dimensions: 384, maxTokens: 256 });
  });
});

describe('embed', () => {
  it('gives a text the same vector alone as among others, but for rounding', async () => {
    const places = [3, 20, 40, reference.texts.length - 1];
    for (const place of places) {
      const [alone] = await embedder.embed([reference.texts[place] ?? '']);
      expect(cosine(alone, vectors[place])).toBeGreaterThan(0.999);
    }
  });

  it('cuts a text of more than 256 tokens', async () => {
    const [full, cut, longer] = await embedder.embed([254, 300, 5000].map((words) => 'word '.repeat(words)));
    expect(embedder.countTokens('word '.repeat(5000))).toBe(5002);
    expect(cosine(cut, longer)).toBeGreaterThan(0.9999);
    // transformers.js cuts off the closing [SEP] too, which the published tokenizer keeps.
    expect(cosine(full, cut)).toBeGreaterThan(0.99);
  });

  it('stops when cancelled', async () => {
    const controller = new AbortController();
    const texts = Array.from({ length: 200 }, (_, index) => `${index} ${'some words to read '.repeat(30)}`);
    setTimeout(() => controller.abort(), 50);
    const started = performance.now();
    await expect(embedder.embed(texts, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    // All of them take more than ten seconds.
    expect(performance.now() - started).toBeLessThan(5000);
    expect(await embedder.embed(['still alive'])).toHaveLength(1);
  });
});

describe('loading', () => {
  it('fetches the model’s files once each, and nothing from another host', () => {
    const urls = fetched.mock.calls.map(
      ([input]) => new URL(input instanceof Request ? input.url : input, location.href),
    );
    const requested = [
      ...urls.map(({ href }) => href),
      ...performance.getEntriesByType('resource').map(({ name }) => name),
    ];
    expect(requested.filter((url) => new URL(url).origin !== location.origin)).toEqual([]);
    const names = ['config.json', 'onnx/model_quantized.onnx', 'tokenizer.json', 'tokenizer_config.json'];
    const ofModel = urls.map(({ pathname }) => pathname).filter((path) => path.startsWith(modelPath));
    expect(ofModel.sort()).toEqual(names.map((name) => `${modelPath}/${name}`));
  });

  it('leaves nothing in the browser’s caches', async () => {
    expect(await caches.keys()).not.toContain('transformers-cache');
  });

  it('reports progress up to the last byte', () => {
    const { loadedBytes, totalBytes } = progress.at(-1) ?? { loadedBytes: 0, totalBytes: 0 };
    expect(loadedBytes).toBeGreaterThan(20_000_000);
    expect(totalBytes === null || totalBytes === loadedBytes).toBe(true);
  });

  it('names the file that is missing', async () => {
    const loading = loadMiniLmEmbedder({ modelPath: '/models/none', wasmPaths, threads: 1 });
    await expect(loading).rejects.toMatchObject({ name: 'EmbedderError', code: 'missing' });
  });

  it('refuses a runtime from another host', async () => {
    const foreign = { ...runtimeFiles, wasm: 'https://cdn.example/ort.wasm' };
    const loading = loadMiniLmEmbedder({ modelPath, wasmPaths: foreign, threads: 1 });
    await expect(loading).rejects.toMatchObject({ name: 'EmbedderError', code: 'foreign' });
  });
});
