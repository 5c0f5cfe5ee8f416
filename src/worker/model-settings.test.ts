import { beforeEach, expect, test } from 'vitest';
import { TransientDatabase } from '../storage/transient-database.ts';
import { TransientWorkspaceStore } from '../storage/transient-workspace-store.ts';
import { ModelSettings } from './model-settings.ts';

let workspace: TransientWorkspaceStore;
let settings: ModelSettings;

beforeEach(() => {
  workspace = new TransientWorkspaceStore(new TransientDatabase());
  settings = new ModelSettings(workspace);
});

test('nothing is known at first', async () => {
  expect(await settings.inUse()).toBeNull();
  expect(await settings.window('a')).toBeNull();
  expect(await settings.cpuSpeed()).toBeNull();
  expect(await settings.checks()).toEqual({});
  expect(await settings.hasFiles()).toBe(false);
});

test('what was saved is there in the next session', async () => {
  const speed = { readWeightsPerSecond: 5e9, writeWeightsPerSecond: 2e9, threads: 2 };
  await settings.setInUse({ id: 'a', windowTokens: 8192 });
  await settings.saveWindow('a', 8192);
  await settings.saveWindow('b', 2048);
  await settings.saveCpuSpeed(speed);
  await settings.noteFiles();
  const next = new ModelSettings(workspace);
  expect(await next.inUse()).toEqual({ id: 'a', windowTokens: 8192 });
  expect([await next.window('a'), await next.window('b')]).toEqual([8192, 2048]);
  expect(await next.cpuSpeed()).toEqual(speed);
  expect(await next.hasFiles()).toBe(true);
});

test('the last check of each model is kept, and what is unreadable of another takes none along', async () => {
  const check = { at: 5, passed: ['core', 'document'], tokensPerSecond: null } as const;
  await settings.saveCheck('a', { ...check, passed: [] });
  await settings.saveCheck('b', check);
  await settings.saveCheck('a', check);
  const stored = JSON.parse((await workspace.setting('model-checks')) ?? '');
  const odd = { c: null, d: { ...check, passed: ['flying'] }, e: { ...check, at: 'now' }, f: 7 };
  await workspace.saveSetting('model-checks', JSON.stringify({ ...odd, ...stored }));
  expect(await new ModelSettings(workspace).checks()).toEqual({ a: check, b: check });
});

test('a model that is put away is not in use any more', async () => {
  await settings.setInUse({ id: 'a', windowTokens: 8192 });
  await settings.setInUse(null);
  expect(await settings.inUse()).toBeNull();
});

test.each(['', '{', 'null', '7', '[]', '{"id":7,"windowTokens":"x"}', '{"a":-1}', '{"a":1e999}'])(
  'what is unreadable counts as never stored: %s',
  async (json) => {
    for (const name of ['model-in-use', 'model-windows', 'cpu-speed'])
      await workspace.saveSetting(name, json);
    expect(await settings.inUse()).toBeNull();
    expect(await settings.window('a')).toBeNull();
    expect(await settings.cpuSpeed()).toBeNull();
  },
);
