import { beforeEach, describe, expect, test } from 'vitest';
import { catalogue, practiceRow } from '../llm/catalogue.ts';
import type { CpuSpeed } from '../llm/cpu-speed.ts';
import type { DeviceCapability } from '../llm/device-capability.ts';
import type { FilesState } from '../llm/files-state.ts';
import type { GgufRow, ModelRow } from '../llm/model-row.ts';
import type { AppPush, ModelStatus } from './app-protocol.ts';
import type { ModelCheck } from './model-check.ts';
import { ModelManager } from './model-manager.ts';
import { RemoteError } from './rpc.ts';

const gpu: DeviceCapability = { webgpu: true, shaderF16: true, maxBufferBytes: 2 ** 30, adapter: 'test' };
const ready: FilesState = { state: 'ready', bytes: 1000 };
const [first, second] = catalogue.filter((row) => row.engine === 'web-llm').toSorted(bySize) as [
  ModelRow,
  ModelRow,
];
const checked: ModelCheck = { at: 5, passed: ['core'], tokensPerSecond: 9 };
const own: GgufRow = { ...practiceRow, id: 'own-1', origin: 'own', name: 'Mine' };

class World {
  readonly pushes: AppPush[] = [];
  readonly calls: string[] = [];
  speed: CpuSpeed | null = null;
  /** How the next load ends; resolves with its window unless told otherwise. */
  load: (windowTokens: number, signal?: AbortSignal) => Promise<number> = async (tokens) => tokens;
  files = new Map<string, FilesState>();
  readonly manager = new ModelManager({
    push: (push) => this.pushes.push(push),
    freeBytes: async () => null,
    windows: async () => ({ [second.id]: 2048 }),
    checks: async () => ({ [second.id]: checked }),
    cpuSpeed: {
      load: async () => this.speed,
      save: async (speed) => {
        this.speed = speed;
      },
    },
    engine: {
      model: () => null,
      capability: async () => gpu,
      load: async (row, tokens, _onPhase, signal) => {
        this.calls.push(`load ${row.id} ${tokens}`);
        return this.load(tokens, signal);
      },
      unload: async () => void this.calls.push('unload'),
      tryCpu: async () => ({ readWeightsPerSecond: 4e9, writeWeightsPerSecond: 2e9, threads: 2 }),
    },
    files: {
      list: async (rows) => ({
        states: rows.map(({ id }) => this.files.get(id) ?? { state: 'absent' as const }),
        own: [{ row: own, files: ready }],
      }),
      download: async (row) => {
        this.calls.push(`download ${row.id}`);
        return ready;
      },
      pause: async (id) => void this.calls.push(`pause ${id}`),
      cancel: async (row) => {
        this.calls.push(`cancel ${row.id}`);
        return { freedBytes: 7 };
      },
      verify: async () => ready,
      import: async () => ({ row: own, files: ready }),
      remove: async (row) => {
        this.calls.push(`remove ${row.id}`);
        return { freedBytes: 9 };
      },
      resume: async () => {},
    },
  });

  statuses(): ModelStatus[] {
    return this.pushes.flatMap((push) => (push.type === 'model-changed' ? [push.model] : []));
  }
}

let world: World;
let manager: ModelManager;
beforeEach(() => {
  world = new World();
  manager = world.manager;
});

describe('what is offered', () => {
  test('is the catalogue, own models and the practice model, each with its files and windows', async () => {
    world.files.set(first.id, { state: 'paused', receivedBytes: 5, totalBytes: 10 });
    const { offers, suggestedId } = await manager.offers();
    const byId = new Map(offers.map((offer) => [offer.row.id, offer]));
    expect(byId.get(first.id)?.files).toMatchObject({ state: 'paused', receivedBytes: 5 });
    expect(byId.get(first.id)?.windows.length).toBeGreaterThan(0);
    expect([first, second].map(({ id }) => byId.get(id)?.usualWindow)).toEqual([4096, 2048]);
    expect(byId.get('own-1')?.files).toEqual(ready);
    expect(byId.get(practiceRow.id)?.files.state).toBe('ready');
    expect(byId.get(suggestedId ?? '')?.obstacle).toBeNull();
    expect(offers.some(({ row }) => row.origin === 'all')).toBe(false);
    expect(manager.keptBytes).toBe(1005);
  });

  test('shows of the prebuilt list only what is here; the rest on request', async () => {
    const [some] = await manager.moreOffers();
    if (!some) throw new Error('The prebuilt list is empty.');
    expect(some.row.origin).toBe('all');
    world.files.set(some.row.id, ready);
    expect((await manager.offers()).offers.map(({ row }) => row.id)).toContain(some.row.id);
  });

  test('tells the speed of a CPU model once the device was tried', async () => {
    const speedOf = async (id: string) =>
      (await manager.offers()).offers.find(({ row }) => row.id === id)?.speed;
    expect(await speedOf(own.id)).toBeNull();
    await manager.tryCpu();
    expect((await speedOf(own.id))?.write).toBeGreaterThan(0);
    expect(await speedOf(first.id)).toBeNull();
  });
});

describe('loading', () => {
  test('reports each state, with the window that was asked for or the usual one', async () => {
    await manager.load(first.id, 8192);
    await manager.load(second.id);
    expect(world.calls).toEqual([`load ${first.id} 8192`, `load ${second.id} 4096`]);
    expect(world.statuses().map(({ state }) => state)).toEqual(['loading', 'ready', 'loading', 'ready']);
  });

  test('cancelled by an unload, it leaves nothing loaded and nothing failed', async () => {
    world.load = (_, signal) =>
      new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(new Error('stopped'))),
      );
    const loading = manager.load(first.id);
    await settled();
    await manager.unload();
    await loading;
    expect(manager.status).toEqual({ state: 'none' });
  });

  test('a later load wins over the one before it', async () => {
    const ends: (() => void)[] = [];
    world.load = (tokens) => new Promise((resolve) => ends.push(() => resolve(tokens)));
    const loads = [manager.load(first.id), manager.load(second.id)];
    await settled();
    for (const end of ends.toReversed()) end();
    await Promise.all(loads);
    expect(manager.status).toMatchObject({ state: 'ready', row: { id: second.id } });
  });

  test('refused by the device, it offers half the window, then a smaller model', async () => {
    world.load = async () => {
      throw new RemoteError('LoadFailure', 'Too much.', 'device');
    };
    await manager.load(second.id, 4096);
    expect(manager.status).toMatchObject({
      message: 'Too much.',
      lighter: { id: second.id, windowTokens: 2048 },
    });
    await manager.load(second.id, 2048);
    const { status } = manager;
    if (status.state !== 'failed' || !status.lighter) throw new Error('Nothing lighter is offered.');
    const lighter = await manager.row(status.lighter.id);
    expect(lighter.downloadMb).toBeLessThan(second.downloadMb);
  });

  test('failed for another reason, it offers nothing lighter', async () => {
    world.load = async () => {
      throw new RemoteError('LoadFailure', 'Broken.', 'damaged');
    };
    await manager.load(first.id);
    expect(manager.status).toMatchObject({ state: 'failed', message: 'Broken.', lighter: null });
  });
});

describe('an engine that is lost', () => {
  test.each([
    ['device', 2048],
    ['memory', 2048],
    ['worker', null],
  ] as const)(
    'to the %s is reported, and a smaller window offered where that helps',
    async (kind, window) => {
      await manager.load(first.id, 4096);
      await manager.engineLost({ message: 'Gone.', kind });
      const { status } = manager;
      if (status.state !== 'failed') throw new Error('The loss was not reported.');
      expect(status.message).toBe('Gone.');
      expect(status.lighter?.windowTokens ?? null).toBe(window);
    },
  );

  test('after an unload is no news', async () => {
    await manager.load(first.id);
    await manager.unload();
    await manager.engineLost({ message: 'Gone.', kind: 'device' });
    expect(manager.status).toEqual({ state: 'none' });
  });
});

test('deleting the model in use unloads it first, and says what was freed', async () => {
  await manager.load(first.id);
  expect(await manager.delete(first.id)).toEqual({ freedBytes: 9 });
  expect(world.calls.slice(1)).toEqual(['unload', `remove ${first.id}`]);
});

test('the practice model is never downloaded', async () => {
  expect((await manager.download(practiceRow.id)).state).toBe('ready');
  expect(world.calls).toEqual([]);
});

test('an own model is known by its id in a new session, too; an unknown one is refused', async () => {
  expect(await manager.row('own-1')).toEqual(own);
  await expect(manager.row('nothing')).rejects.toThrow('not known here');
});

function bySize(a: ModelRow, b: ModelRow): number {
  return a.downloadMb - b.downloadMb;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}
