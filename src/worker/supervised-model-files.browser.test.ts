import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import type { FilesState } from '../llm/files-state.ts';
import { clearCaches, ModelServer, testModel } from '../llm/model-server.fixture.ts';
import { startModelFilesWorker } from './start-model-files-worker.ts';
import { SupervisedModelFiles } from './supervised-model-files.ts';

const server = new ModelServer(cdp());
const { row, ...model } = testModel('supervised');

beforeAll(() => server.start());
afterAll(() => server.stop());
afterEach(async () => {
  server.reset();
  await clearCaches();
});

/** The real worker; the last one started can be made to fail. */
function open() {
  const told: FilesState[] = [];
  let worker: Worker | null = null;
  const files = new SupervisedModelFiles({
    push: (push) => told.push(push.files),
    startWorker() {
      worker = startModelFilesWorker();
      return worker;
    },
  });
  return { files, told, crash: () => worker?.dispatchEvent(new Event('error', { cancelable: true })) };
}

describe('SupervisedModelFiles with the real worker', () => {
  it('downloads, lists, verifies and removes', async () => {
    server.serve({ row, ...model });
    const { files, told } = open();
    const ready = { state: 'ready', bytes: expect.any(Number) };
    expect(await files.list([row], 'q4f16_1')).toEqual({ states: [{ state: 'absent' }], own: [] });
    expect(await files.download(row, 'q4f16_1')).toEqual(ready);
    expect(await files.list([row], 'q4f32_1')).toMatchObject({ states: [ready] });
    expect(await files.verify(row, 'q4f16_1')).toEqual(ready);
    expect(await files.remove(row)).toMatchObject({ freedBytes: expect.any(Number) });
    expect(told.at(-1)).toEqual({ state: 'absent' });
  });

  it('goes on with a download after its worker crashed', async () => {
    server.serve({ row, ...model });
    const shard = `${model.files.baseUrl}params_shard_1.bin`;
    const body = 'b'.repeat(60);
    server.answers.set(shard, ['hang', { body }]);
    const { files, crash } = open();
    const outcome = files.download(row, 'q4f16_1');
    await expect.poll(() => server.rangesOf(shard), { timeout: 5000 }).toEqual([0]);
    await expect.poll(() => server.requests.length).toBe(model.contents.length);
    crash();
    expect(await outcome).toMatchObject({ state: 'ready' });
    expect(server.rangesOf(`${model.files.baseUrl}mlc-chat-config.json`)).toEqual([0]);
    await files.remove(row);
  });

  it('says so when the worker’s script can’t be loaded', async () => {
    const startWorker = () => new Worker(new URL('/no-such-worker.js', location.href), { type: 'module' });
    const files = new SupervisedModelFiles({ startWorker });
    await expect(files.list([row], 'q4f16_1')).rejects.toMatchObject({ name: 'ModelFilesLost' });
    expect(await files.download(row, 'q4f16_1')).toMatchObject({ state: 'failed' });
  });
});
