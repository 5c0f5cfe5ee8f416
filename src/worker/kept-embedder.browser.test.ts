import { afterEach, beforeAll, expect, it } from 'vitest';
import { shippedEmbedder } from '../embedding/embedder-catalogue.ts';
import { type EmbedderFile, type EmbedderRow, embedderFiles } from '../embedding/embedder-row.ts';
import { fetchModelFiles } from '../embedding/fetch-model-files.ts';
import { folderPlace } from '../llm/files/file-place.ts';
import { keepFile, removeFile } from '../llm/files/model-folder.ts';
import type { EmbedRequests } from './embed-protocol.ts';
import { type Connection, connect } from './rpc.ts';

/* The embed worker with files that were downloaded: they lie in the browser's private file system. */

const row: EmbedderRow = { ...shippedEmbedder, id: 'downloaded', repository: 'somebody/something' };
const workers: Worker[] = [];
let files: ReadonlyMap<EmbedderFile, Blob>;

beforeAll(async () => {
  files = await fetchModelFiles('/models/all-MiniLM-L6-v2', embedderFiles);
});
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.terminate();
  for (const name of embedderFiles) await removeFile(folderPlace(row.id, name));
});

async function keep(changed: Partial<Record<EmbedderFile, string>> = {}): Promise<void> {
  for (const [name, content] of files) {
    await keepFile(folderPlace(row.id, name), new Blob([changed[name] ?? content]));
  }
}

function start(): Connection<EmbedRequests, never> {
  const worker = new Worker(new URL('./embed-worker.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  return connect<EmbedRequests, never>(worker);
}

it('loads them from where they lie, under an id that names what they hold', async () => {
  await keep();
  const embedding = start();
  const { modelId } = await embedding.call('load', { row, modelPath: null, threads: 1 });
  expect(modelId).toMatch(/^downloaded-q8 [0-9a-f]{12}$/);
  const [vector] = await embedding.call('embed', { texts: ['A cat is sleeping.'] });
  expect(vector).toHaveLength(384);
  await keep({ 'tokenizer.json': `${await files.get('tokenizer.json')?.text()} ` });
  const other = await start().call('load', { row, modelPath: null, threads: 1 });
  expect(other.modelId).not.toBe(modelId);
}, 60_000);

it('says that they are not here, and tries again when they are', async () => {
  const embedding = start();
  const params = { row, modelPath: null, threads: 1 };
  await expect(embedding.call('load', params)).rejects.toMatchObject({ code: 'missing' });
  await keep();
  expect((await embedding.call('load', params)).dimensions).toBe(384);
}, 60_000);

it('refuses files of another model, and weights that are none', async () => {
  await keep({ 'config.json': '{"hidden_size":768}' });
  const params = { row, modelPath: null, threads: 1 };
  await expect(start().call('load', params)).rejects.toMatchObject({ code: 'unusable' });
  await keep({ 'onnx/model_quantized.onnx': '\bnot a model' });
  await expect(start().call('load', params)).rejects.toMatchObject({ code: 'unusable' });
}, 60_000);
