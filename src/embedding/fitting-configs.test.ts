import { expect, it } from 'vitest';
import { shippedEmbedder as row } from './embedder-catalogue.ts';
import { type EmbedderFile, embedderFiles } from './embedder-row.ts';
import { filesFingerprint } from './files-fingerprint.ts';
import { fittingConfigs } from './fitting-configs.ts';

function filesWith(texts: Partial<Record<EmbedderFile, string>>): Map<EmbedderFile, Blob> {
  const all: Partial<Record<EmbedderFile, string>> = {
    'config.json': '{"hidden_size":384}',
    'tokenizer_config.json': '{}',
    ...texts,
  };
  return new Map(embedderFiles.map((name) => [name, new Blob([all[name] ?? name])]));
}

async function tokenizerAfter(tokenizerConfig: string): Promise<unknown> {
  const fitting = await fittingConfigs(row, filesWith({ 'tokenizer_config.json': tokenizerConfig }));
  return JSON.parse((await fitting.get('tokenizer_config.json')?.text()) ?? '');
}

it('cuts where the row says, where the tokenizer says nothing, nonsense or more', async () => {
  expect(await tokenizerAfter('{"a":1}')).toEqual({ a: 1, model_max_length: 256 });
  expect(await tokenizerAfter('{"model_max_length":1e30}')).toEqual({ model_max_length: 256 });
  expect(await tokenizerAfter('{"model_max_length":"512"}')).toEqual({ model_max_length: 256 });
  expect(await tokenizerAfter('{"model_max_length":128}')).toEqual({ model_max_length: 128 });
});

it('leaves the other files as they are', async () => {
  const files = filesWith({});
  const fitting = await fittingConfigs(row, files);
  expect([...fitting.keys()].sort()).toEqual([...embedderFiles].sort());
  expect(fitting.get('onnx/model_quantized.onnx')).toBe(files.get('onnx/model_quantized.onnx'));
});

it.each([
  ['of a model with other vectors', { 'config.json': '{"hidden_size":768}' }],
  ['without a size', { 'config.json': '{}' }],
  ['that are no JSON', { 'config.json': '<!doctype html>' }],
  ['that are no object', { 'tokenizer_config.json': 'null' }],
] as const)('refuses files %s', async (_, texts) => {
  await expect(fittingConfigs(row, filesWith(texts))).rejects.toMatchObject({
    name: 'EmbedderError',
    code: 'unusable',
    message: expect.stringContaining('MiniLM'),
  });
});

it('refuses files of which one is missing', async () => {
  const files = filesWith({});
  files.delete('config.json');
  await expect(fittingConfigs(row, files)).rejects.toMatchObject({ code: 'unusable' });
});

it('names files by what they hold, and where one ends', async () => {
  const named = (...texts: string[]) => filesFingerprint(texts.map((text) => new Blob([text])));
  expect(await named('ab', 'c')).toMatch(/^[0-9a-f]{12}$/);
  expect(await named('ab', 'c')).toBe(await named('ab', 'c'));
  const others = await Promise.all([named('ab', 'c'), named('a', 'bc'), named('c', 'ab'), named('ab', 'd')]);
  expect(new Set(others).size).toBe(4);
});
