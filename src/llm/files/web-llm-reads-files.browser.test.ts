import { hasModelInCache, MLCEngine } from '@mlc-ai/web-llm';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { ModelServer, testModel } from '../model-server.fixture.ts';
import { FilesWorld } from './files-world.fixture.ts';

const server = new ModelServer(cdp());
const world = new FilesWorld();

beforeAll(() => server.start());
afterEach(() => world.clear());
afterAll(async () => {
  await world.end();
  await server.stop();
});

it('web-llm 0.2.86 finds what was downloaded, and asks for nothing more', async () => {
  const { row, files, ...model } = testModel('found');
  const { engineId, baseUrl, libraryUrl } = files;
  const appConfig = { model_list: [{ model: baseUrl, model_id: engineId, model_lib: libraryUrl }] };
  server.serve({ row, files, ...model });
  expect(await hasModelInCache(engineId, appConfig)).toBe(false);
  expect(await world.download(row)).toMatchObject({ state: 'ready' });
  server.forget();
  expect(await hasModelInCache(engineId, appConfig)).toBe(true);
  const engine = new MLCEngine({ appConfig, logLevel: 'SILENT' });
  // It gets as far as the library, which is none.
  await expect(engine.reload(engineId)).rejects.toMatchObject({ name: 'CompileError' });
  expect(server.requests).toEqual([]);
});
