import { env, pipeline } from '@xenova/transformers';
import { beforeAll, describe, expect, it } from 'vitest';
import { embedderRow, shippedEmbedder } from './embedder-catalogue.ts';
import { type EmbedderFile, type EmbedderRow, embedderFiles } from './embedder-row.ts';
import { fetchModelFiles } from './fetch-model-files.ts';
import { type LoadedEmbedder, loadEmbedder } from './load-embedder.ts';
import { runtimeFiles } from './runtime-files.ts';
import { unrelatedSimilarity } from './unrelated-similarity.ts';

/*
 * The shipped weights stand for those of every embedder of the same shape: what is tested is what a row makes
 * of them.
 */

const runtime = { wasmPaths: runtimeFiles, threads: 1 };
const text = 'The lease ends in March.';
const arctic: EmbedderRow = { ...row('snowflake-arctic-embed-xs'), maxTokens: 64 };
const e5 = row('multilingual-e5-small');
let files: ReadonlyMap<EmbedderFile, Blob>;
let mean: LoadedEmbedder;
let cls: LoadedEmbedder;

beforeAll(async () => {
  files = await fetchModelFiles('/models/all-MiniLM-L6-v2', embedderFiles);
  mean = await loadEmbedder(shippedEmbedder, files, '', runtime);
  cls = await loadEmbedder(arctic, files, 'abc', runtime);
}, 120_000);

function row(id: string): EmbedderRow {
  const found = embedderRow(id);
  if (found === null) throw new Error(`There is no embedder ${id}.`);
  return found;
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return Number.NaN;
  return a.reduce((sum, component, index) => sum + component * (b[index] ?? Number.NaN), 0);
}

async function one(embedder: LoadedEmbedder, asked: string, role: 'query' | 'passage' = 'passage') {
  const [vector] = await embedder.embed([asked], undefined, 'now', role);
  return vector;
}

describe('pooling', () => {
  it('takes the first token’s vector where the row says so', async () => {
    // The library's own, of every token: the files are in no cache of its, so it gets them as ours does.
    env.fetch = async (input: string | URL) => {
      const name = embedderFiles.find((each) => String(input) === `/plain/${each}`);
      const content = name && files.get(name);
      return content ? new Response(content) : new Response(null, { status: 404 });
    };
    const plain = await pipeline('feature-extraction', 'plain', { dtype: 'q8', device: 'wasm' });
    const tokens = await plain([text], { pooling: 'none' });
    const first = Float32Array.from(tokens.data.slice(0, 384) as Float32Array);
    const length = Math.hypot(...first);
    expect(cosine(await one(cls, text), first) / length).toBeCloseTo(1, 4);
    expect(cosine(await one(mean, text), first) / length).toBeLessThan(0.95);
  });

  it('gives unit vectors either way', async () => {
    for (const embedder of [mean, cls]) {
      const vector = await one(embedder, text);
      expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    }
  });
});

describe('prefixes', () => {
  it('stand before a question, and not before a passage', async () => {
    const asked = await one(cls, text, 'query');
    expect(cosine(asked, await one(cls, `${arctic.prefixes.query}${text}`))).toBeCloseTo(1, 4);
    expect(cosine(asked, await one(cls, text))).toBeLessThan(0.99);
  });

  it('stand before both where both have one', async () => {
    const both = await loadEmbedder({ ...e5, pooling: 'mean' }, files, 'abc', runtime);
    expect(cosine(await one(both, text, 'query'), await one(mean, `query: ${text}`))).toBeCloseTo(1, 4);
    expect(cosine(await one(both, text), await one(mean, `passage: ${text}`))).toBeCloseTo(1, 4);
  });

  it('change nothing where there are none', async () => {
    expect(await one(mean, text, 'query')).toEqual(await one(mean, text));
  });
});

it('cuts where the row says', async () => {
  const [at, over] = await cls.embed([62, 400].map((words) => 'word '.repeat(words)));
  const [short] = await cls.embed(['word '.repeat(20)]);
  // What is cut loses the closing token, which the first token's vector hardly notices.
  expect(cosine(at, over)).toBeGreaterThan(0.97);
  expect(cosine(short, over)).toBeLessThan(cosine(at, over));
});

it('says what it is', () => {
  expect(mean).toMatchObject({
    modelId: 'all-MiniLM-L6-v2-q8',
    dimensions: 384,
    maxTokens: 256,
    languages: 'en',
  });
  expect(cls.modelId).toContain('snowflake-arctic-embed-xs-q8 cls');
  expect(cls.modelId).toMatch(/ abc$/);
});

it('knows what it gives texts that have nothing to do with each other', async () => {
  expect(mean.unrelatedSimilarity).toBeUndefined();
  expect(Math.abs(await unrelatedSimilarity(mean))).toBeLessThan(0.1);
  expect(cls.unrelatedSimilarity).toBeCloseTo(await unrelatedSimilarity(cls), 5);
  // A prefix that both share makes them alike, as do models that were trained with a low temperature.
  const alike = { query: 'query: '.repeat(9), passage: 'query: '.repeat(9) };
  const near = await loadEmbedder({ ...e5, prefixes: alike }, files, '', runtime);
  expect(near.unrelatedSimilarity).toBeGreaterThan(0.3);
});

it('refuses the files of a model with other vectors before the runtime sees them', async () => {
  const loading = loadEmbedder({ ...arctic, dimensions: 768 }, files, '', runtime);
  await expect(loading).rejects.toMatchObject({
    code: 'unusable',
    message: expect.stringContaining('Arctic'),
  });
});
