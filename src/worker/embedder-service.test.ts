import { beforeEach, describe, expect, test } from 'vitest';
import { embedderCatalogue, embedderRow, shippedEmbedder } from '../embedding/embedder-catalogue.ts';
import type { EmbedderRow } from '../embedding/embedder-row.ts';
import type { FilesState } from '../llm/files-state.ts';
import type { KeptRow } from '../llm/model-row.ts';
import type { AppPush } from './app-protocol.ts';
import { EmbedderService, type EmbedderServiceDependencies } from './embedder-service.ts';
import { EmbedderSettings } from './embedder-settings.ts';

const id = 'snowflake-arctic-embed-xs';
const ready: FilesState = { state: 'ready', bytes: 24e6 };

/** A service over files that stand as the test says. */
class World {
  readonly states = new Map<string, FilesState>();
  readonly did: string[] = [];
  readonly pushed: AppPush[] = [];
  readonly stored = new Map<string, string>();
  searched: string | null = null;
  row: EmbedderRow = shippedEmbedder;
  downloadFails = false;

  service(): EmbedderService {
    const { did } = this;
    const files: EmbedderServiceDependencies['files'] = {
      list: async (rows: readonly KeptRow[]) => ({
        states: rows.map((row) => this.states.get(row.id) ?? { state: 'absent' }),
        own: [],
      }),
      download: async (row) => {
        did.push(`download ${row.id}`);
        if (this.downloadFails) throw new Error('No storage.');
        return ready;
      },
      pause: async (paused) => void did.push(`pause ${paused}`),
      remove: async (row) => {
        did.push(`remove ${row.id}`);
        return { freedBytes: 7 };
      },
      verify: async (row) => {
        did.push(`verify ${row.id}`);
        return ready;
      },
    };
    return new EmbedderService({
      library: {
        vectorModels: async () =>
          this.searched === null ? null : { searched: this.searched, queued: this.searched },
      },
      settings: new EmbedderSettings({
        setting: async (name) => this.stored.get(name) ?? null,
        saveSetting: async (name, value) => void this.stored.set(name, value),
      }),
      chosen: { row: this.row, choose: (row) => void did.push(`choose ${row.id}`) },
      files,
      noteFiles: async () => void did.push('note files'),
      freeBytes: async () => 1e9,
      onChosen: async () => void did.push('chosen'),
      push: (push) => this.pushed.push(push),
    });
  }
}

let world: World;
beforeEach(() => {
  world = new World();
});

test('offers the catalogue, of which the shipped one is here', async () => {
  world.states.set(id, { state: 'paused', receivedBytes: 5, totalBytes: 9 });
  const service = world.service();
  const { offers, chosenId, searchedId, freeBytes } = await service.embedders();
  expect(offers.map(({ row }) => row)).toEqual(embedderCatalogue);
  expect(offers[0]).toMatchObject({ row: shippedEmbedder, files: { state: 'ready' } });
  expect(offers.find(({ row }) => row.id === id)?.files).toMatchObject({ state: 'paused' });
  expect([chosenId, searchedId, freeBytes]).toEqual([shippedEmbedder.id, null, 1e9]);
  expect(service.keptBytes).toBe(5);
  expect(world.did).toEqual([]);
});

describe('a download', () => {
  test('is noted, so that the next start goes on with it, and begun', async () => {
    await world.service().getEmbedder({ id });
    expect(world.did).toEqual(['note files', `download ${id}`]);
  });

  test('that can’t even begin is told of', async () => {
    world.downloadFails = true;
    await world.service().getEmbedder({ id });
    await expect.poll(() => world.pushed).toEqual([{ type: 'notice', message: 'No storage.' }]);
  });

  test.each([shippedEmbedder.id, 'nobody knows it'])('is refused for %s', async (other) => {
    await expect(world.service().getEmbedder({ id: other })).rejects.toThrow('not known');
    expect(world.did).toEqual([]);
  });

  test('can be paused', async () => {
    await world.service().pauseEmbedder({ id });
    expect(world.did).toEqual([`pause ${id}`]);
  });
});

describe('a choice', () => {
  test('is stored, and taken up at the next start', async () => {
    world.states.set(id, ready);
    await world.service().chooseEmbedder({ id });
    expect(world.did).toEqual([`choose ${id}`, 'chosen']);
    world.did.length = 0;
    await world.service().start();
    expect(world.did).toEqual([`choose ${id}`]);
  });

  test.each<FilesState>([
    { state: 'absent' },
    { state: 'paused', receivedBytes: 1, totalBytes: 2 },
    { state: 'failed', message: '', receivedBytes: 1 },
  ])('is refused with nothing changed where its files are $state', async (files) => {
    world.states.set(id, files);
    await expect(world.service().chooseEmbedder({ id })).rejects.toThrow('not on this device yet');
    expect([world.did, world.stored.size]).toEqual([[], 0]);
  });

  test.each(['nobody knows it', '', '{"a":1}'])('that was stored as %j counts as none', async (stored) => {
    world.stored.set('chosen-embedder', stored);
    await world.service().start();
    expect(world.did).toEqual([`choose ${shippedEmbedder.id}`]);
  });
});

describe('deleting', () => {
  test('frees what is not used', async () => {
    expect(await world.service().deleteEmbedder({ id })).toEqual({ freedBytes: 7 });
    expect(world.did).toEqual([`remove ${id}`]);
  });

  test('is refused for the choice', async () => {
    world.row = embedderRow(id) ?? shippedEmbedder;
    await expect(world.service().deleteEmbedder({ id })).rejects.toThrow('still uses');
  });

  test('is refused for the one that search goes by until the choice is complete', async () => {
    world.searched = `${id}-q8 cls abc`;
    await expect(world.service().deleteEmbedder({ id })).rejects.toThrow('Nothing was deleted');
    expect(world.did).toEqual([]);
  });
});

test('looks once at the files of one that did not load', () => {
  const service = world.service();
  const row = embedderRow(id) ?? shippedEmbedder;
  for (const each of [row, row, shippedEmbedder]) service.check(each);
  expect(world.did).toEqual([`verify ${id}`]);
});

test('an unreadable count of a change counts as never stored', async () => {
  const stored = new Map<string, string>();
  const settings = new EmbedderSettings({
    setting: async (name) => stored.get(name) ?? null,
    saveSetting: async (name, value) => void stored.set(name, value),
  });
  expect(await settings.load('m')).toBeNull();
  await settings.save('m', 40);
  expect([await settings.load('m'), await settings.load('other')]).toEqual([40, null]);
  for (const bad of ['{', 'null', '{"modelId":"m","total":"40"}', '{"modelId":"m","total":1e400}']) {
    stored.set('embedding-change', bad);
    expect(await settings.load('m')).toBeNull();
  }
});
