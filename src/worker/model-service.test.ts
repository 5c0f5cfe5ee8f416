import { beforeEach, expect, test } from 'vitest';
import type { FilesState } from '../llm/files-state.ts';
import { TransientDatabase } from '../storage/transient-database.ts';
import { TransientWorkspaceStore } from '../storage/transient-workspace-store.ts';
import type { ModelStatus } from './app-protocol.ts';
import { ModelService, type ModelServiceDependencies } from './model-service.ts';
import { ModelSettings } from './model-settings.ts';

/** What the service asks of the rest, in order; each answers as a test says. */
class World {
  readonly calls: string[] = [];
  readonly settings = new ModelSettings(new TransientWorkspaceStore(new TransientDatabase()));
  status: ModelStatus = { state: 'none' };
  /** Whether loading ends well. */
  loads = true;
  /** Settles the downloads under way. */
  endDownload: (files: FilesState) => void = () => {};
  readonly #note = async (call: string) => void this.calls.push(call);
  readonly service = new ModelService({
    agentId: 'a',
    settings: this.settings,
    onChange: () => this.#note('changed'),
    push: () => {},
    stores: {
      memory: {
        blocks: async () => [
          { label: 'human', value: 'x'.repeat(800) },
          { label: 'persona', value: 'short' },
        ],
      },
    } as unknown as ModelServiceDependencies['stores'],
    agent: { forget: () => void this.calls.push('forget') } as ModelServiceDependencies['agent'],
    runs: { stopAll: () => this.#note('stop runs') } as ModelServiceDependencies['runs'],
    models: this.#models(),
  });

  #models(): ModelServiceDependencies['models'] {
    const world = this;
    return {
      get status() {
        return world.status;
      },
      model: () => (world.status.state === 'ready' ? { windowTokens: world.status.windowTokens } : null),
      load: async (id: string, windowTokens = 4096) => {
        world.calls.push(
          `load ${id} ${windowTokens}, in use: ${(await world.settings.inUse())?.id ?? 'none'}`,
        );
        const row = { id, name: id };
        const state = world.loads ? { state: 'ready', row, windowTokens } : { state: 'failed', row };
        world.status = state as unknown as ModelStatus;
      },
      unload: async () => {
        world.calls.push('unload');
        world.status = { state: 'none' };
      },
      download: (id: string) => {
        world.calls.push(`download ${id}`);
        return new Promise<FilesState>((resolve) => {
          world.endDownload = resolve;
        });
      },
      resumeDownloads: () => world.#note('resume downloads'),
      delete: async () => ({ freedBytes: 1 }),
    } as unknown as ModelServiceDependencies['models'];
  }
}

let world: World;
beforeEach(() => {
  world = new World();
});

test('a model that is loaded is the one in use, with its window, and is loaded again at the next start', async () => {
  await world.service.loadModel({ id: 'big', windowTokens: 8192 });
  expect(world.calls).toEqual(['stop runs', 'forget', 'load big 8192, in use: none', 'changed']);
  world.calls.length = 0;
  await world.service.start();
  await expect.poll(() => world.calls).toContain('load big 8192, in use: none');
});

test('while a model is being loaded none counts as in use: one that takes the tab down is not begun again', async () => {
  await world.service.loadModel({ id: 'first' });
  await world.service.loadModel({ id: 'second' });
  expect(world.calls).toContain('load second 4096, in use: none');
  world.loads = false;
  await world.service.loadModel({ id: 'third' });
  expect(await world.settings.inUse()).toBeNull();
});

test('what was unloaded or deleted is not loaded again at the next start', async () => {
  await world.service.loadModel({ id: 'first' });
  await world.service.deleteModel({ id: 'first' });
  expect(world.calls).toContain('unload');
  expect(await world.settings.inUse()).toBeNull();
});

test('a model that was got is loaded by itself, with the window that was chosen', async () => {
  await world.service.getModel({ id: 'new', windowTokens: 2048 });
  expect(world.calls).toEqual(['download new']);
  world.endDownload({ state: 'ready', bytes: 1 });
  await expect.poll(() => world.calls.at(-1)).toBe('changed');
  expect(world.calls).toContain('load new 2048, in use: none');
  expect(await world.settings.hasFiles()).toBe(true);
});

test.each([
  ['paused', { state: 'paused', receivedBytes: 1, totalBytes: 2 }],
  ['failed', { state: 'failed', message: 'No.', receivedBytes: 0 }],
  ['cancelled', { state: 'absent' }],
] as const)('a download that was %s loads nothing', async (_, files) => {
  await world.service.getModel({ id: 'new' });
  world.endDownload(files);
  await Promise.resolve();
  expect(world.calls).toEqual(['download new']);
});

test('a model that was loaded meanwhile stays', async () => {
  await world.service.getModel({ id: 'new' });
  await world.service.loadModel({ id: 'other' });
  world.endDownload({ state: 'ready', bytes: 1 });
  await Promise.resolve();
  expect(world.status).toMatchObject({ row: { id: 'other' } });
});

test('downloads go on at start only where files were ever kept', async () => {
  await world.service.start();
  expect(world.calls).toEqual([]);
  await world.settings.noteFiles();
  await world.service.start();
  expect(world.calls).toEqual(['resume downloads']);
});

test('blocks over the loaded window’s share are named with what fits; none while nothing is loaded', async () => {
  expect(await world.service.overlongBlocks()).toEqual([]);
  await world.service.loadModel({ id: 'small', windowTokens: 2048 });
  expect(await world.service.overlongBlocks()).toEqual([{ label: 'human', characters: 800, room: 369 }]);
  await world.service.loadModel({ id: 'large', windowTokens: 16_384 });
  expect(await world.service.overlongBlocks()).toEqual([]);
});
