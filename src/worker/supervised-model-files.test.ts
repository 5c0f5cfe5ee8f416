import { describe, expect, it } from 'vitest';
import type { FilesState } from '../llm/files-state.ts';
import { testRow as row } from '../llm/web-llm/test-row.fixture.ts';
import { ChannelWorker } from './channel-worker.fixture.ts';
import type { ModelFilesPush, ModelFilesRequests } from './model-files-protocol.ts';
import { type Handlers, serve } from './rpc.ts';
import { SupervisedModelFiles } from './supervised-model-files.ts';

const ready: FilesState = { state: 'ready', bytes: 100 };
const lost = { name: 'ModelFilesLost', code: 'lost', message: expect.stringContaining('is kept') };

/** Answers as a test says. */
class FakeWorker extends ChannelWorker {
  readonly asked: string[] = [];
  readonly #push: (push: ModelFilesPush) => void;

  constructor(handlers: Partial<Handlers<ModelFilesRequests>>) {
    super();
    const noted = Object.entries(handlers).map(([name, handler]) => [
      name,
      (...given: Parameters<typeof handler>) => {
        this.asked.push(name);
        return (handler as (...given: unknown[]) => unknown)(...given);
      },
    ]);
    this.#push = serve<ModelFilesRequests, ModelFilesPush>(this.inside, Object.fromEntries(noted));
  }

  tell(files: FilesState): void {
    this.#push({ type: 'files-changed', id: row.id, files });
  }
}

const never = () => new Promise<never>(() => {});

/** Each life of the worker answers by the next of `lives`, the last one from then on. */
function open(...lives: Partial<Handlers<ModelFilesRequests>>[]) {
  const workers: FakeWorker[] = [];
  const told: FilesState[] = [];
  const files = new SupervisedModelFiles({
    push: (push) => told.push(push.files),
    answerMs: 100,
    startWorker() {
      const worker = new FakeWorker(lives[Math.min(workers.length, lives.length - 1)] ?? {});
      workers.push(worker);
      return worker;
    },
  });
  const begun = (life: number, name: string) =>
    expect.poll(() => workers[life]?.asked.includes(name)).toBe(true);
  return { files, workers, told, begun };
}

const downloading: FilesState = {
  state: 'downloading',
  receivedBytes: 40,
  totalBytes: 100,
  bytesPerSecond: null,
  secondsLeft: null,
  isWaiting: false,
};

describe('SupervisedModelFiles', () => {
  it('starts its worker when first asked, and keeps it', async () => {
    const { files, workers, told } = open({
      list: async () => ({ states: [ready], own: [] }),
      remove: async () => ({ freedBytes: 5 }),
      pause: async () => null,
    });
    expect(workers).toHaveLength(0);
    expect(await files.list([row], 'q4f16_1')).toEqual({ states: [ready], own: [] });
    expect(await files.remove(row)).toEqual({ freedBytes: 5 });
    expect(await files.pause(row.id)).toBeUndefined();
    expect(workers).toHaveLength(1);
    workers[0]?.tell(ready);
    await expect.poll(() => told).toEqual([ready]);
  });

  it.each(['error', 'messageerror'] as const)(
    'ends what waits on the worker’s %s, passes nothing up, and starts another for the next call',
    async (type) => {
      const { files, workers, begun } = open({ remove: never }, { remove: async () => ({ freedBytes: 5 }) });
      const removing = files.remove(row);
      await begun(0, 'remove');
      expect(workers[0]?.crash(type).defaultPrevented).toBe(true);
      await expect(removing).rejects.toMatchObject(lost);
      expect(workers[0]?.terminated).toBe(true);
      expect(await files.remove(row)).toEqual({ freedBytes: 5 });
    },
  );

  it('takes a worker that owes an answer and says nothing for dead', async () => {
    const { files, workers } = open({ list: never });
    await expect(files.list([row], 'q4f16_1')).rejects.toMatchObject(lost);
    expect(workers[0]?.terminated).toBe(true);
  });

  it('lets a download be silent for as long as it is', async () => {
    let end: (files: FilesState) => void = () => {};
    const { files, workers } = open({
      download: () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    });
    const download = files.download(row, 'q4f16_1');
    await new Promise((resolve) => setTimeout(resolve, 200));
    end(ready);
    expect(await download).toEqual(ready);
    expect(workers).toHaveLength(1);
  });

  it.each(['download', 'verify'] as const)('goes on with a %s by itself once', async (name) => {
    const { files, workers, begun } = open({ [name]: never }, { [name]: async () => ready });
    const outcome = files[name](row, 'q4f16_1');
    await begun(0, name);
    workers[0]?.crash();
    expect(await outcome).toEqual(ready);
    expect(workers).toHaveLength(2);
  });

  it('ends a download as failed when the worker dies of it twice, and says so', async () => {
    const { files, workers, told, begun } = open({ download: never });
    const outcome = files.download(row, 'q4f16_1');
    for (const life of [0, 1]) {
      await begun(life, 'download');
      workers[life]?.tell(downloading);
      await expect.poll(() => told.length).toBe(life + 1);
      workers[life]?.crash();
    }
    const failed = { state: 'failed', message: lost.message, receivedBytes: 40 };
    expect(await outcome).toEqual(failed);
    expect(told.at(-1)).toEqual(failed);
    expect(workers).toHaveLength(2);
  });

  it('goes on once with downloads that were resumed, though no call waits for them', async () => {
    const { files, workers, told, begun } = open({ resume: async () => null });
    await files.resume([row], 'q4f16_1');
    workers[0]?.tell(downloading);
    await expect.poll(() => told.length).toBe(1);
    workers[0]?.crash();
    await begun(1, 'resume');
    workers[1]?.tell(downloading);
    await expect.poll(() => told.length).toBe(2);
    workers[1]?.crash();
    await expect.poll(() => told.at(-1)).toMatchObject({ state: 'failed', receivedBytes: 40 });
    expect(workers).toHaveLength(2);
  });

  it('starts nothing again when nothing was under way', async () => {
    const { files, workers, told } = open({ resume: async () => null });
    await files.resume([row], 'q4f16_1');
    workers[0]?.tell(downloading);
    workers[0]?.tell(ready);
    await expect.poll(() => told.length).toBe(2);
    workers[0]?.crash();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(workers).toHaveLength(1);
  });

  it('hands on why files are no model', async () => {
    const { files } = open({
      import: async () => {
        throw new Error('This is no model. Nothing was kept.');
      },
    });
    await expect(files.import([])).rejects.toThrow('This is no model.');
  });
});
