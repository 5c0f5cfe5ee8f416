import { beforeEach, expect, test } from 'vitest';
import { call, createTestAgent, reply } from '../kernel/agent.fixture.ts';
import { ScriptedModel } from '../kernel/scripted-model.fixture.ts';
import { transientStores } from '../storage/transient-stores.ts';
import type { AppPush, ModelStatus } from './app-protocol.ts';
import type { ModelCheck } from './model-check.ts';
import { ModelCheckService, type ModelCheckServiceDependencies } from './model-check-service.ts';
import { newId } from './new-id.ts';
import { RunQueue } from './run-queue.ts';

const tick = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
const searches = [call('conversation_search', { query: 'tent', page: 1 }), reply('At Merel.')];
const script = [reply('Noted.'), ...searches, reply('I do not know.')];

/** The service over a real queue and agent; what is loaded is as a test says. */
async function createWorld() {
  const world = await createTestAgent();
  const model = new ScriptedModel({ script, fallback: reply('Hello.'), pause: tick });
  const runs = new RunQueue(world.agent, () => model);
  const loads: string[] = [];
  const saved: [string, ModelCheck][] = [];
  const pushes: AppPush[] = [];
  const inUse = (id: string): ModelStatus =>
    ({ state: 'ready', row: { id, name: id }, windowTokens: 4096 }) as ModelStatus;
  const models: { status: ModelStatus; model: () => ScriptedModel } = {
    status: inUse('big'),
    model: () => model,
  };
  const service = new ModelCheckService({
    ...{ agent: world.agent, runs, models, openStores: transientStores, newId },
    modelService: {
      loadModel: async ({ id }) => {
        loads.push(id);
        await runs.stopAll();
        models.status = inUse(id);
        return null;
      },
    },
    settings: { saveCheck: async (id, check) => void saved.push([id, check]) },
    clock: world.dependencies.clock,
    newMark: () => 'mark42',
    push: (push) => pushes.push(push),
  } satisfies ModelCheckServiceDependencies);
  return { ...world, ...{ model, runs, models, loads, saved, pushes, service } };
}

let world: Awaited<ReturnType<typeof createWorld>>;
beforeEach(async () => {
  world = await createWorld();
});

const counts = () => world.pushes.map((push) => (push.type === 'model-check' ? push.done : push.type));

test('the result is kept, how far it is is told, and the person’s memory is as it was', async () => {
  const check = await world.service.checkModel({ id: 'big' });
  expect(check?.passed).toEqual(['recall']);
  expect(world.saved).toEqual([['big', check]]);
  expect(counts()).toEqual([0, 1, 2, 3, null]);
  expect(world.loads).toEqual([]);
  expect(world.traces).toEqual([]);
  expect(await world.path()).toEqual([]);
});

test('a chat goes on after it as before', async () => {
  await world.say('Good day', world.model);
  const before = world.model.prompts.length;
  await world.service.checkModel({ id: 'big' });
  const after = world.model.prompts.length;
  await world.say('Good day again', world.model);
  expect((await world.path()).map((it) => it.text)).toContain('Good day again');
  expect(JSON.stringify(world.model.prompts.at(-1))).toContain('Good day');
  expect(JSON.stringify(world.model.prompts.slice(before, after))).not.toContain('Good day');
});

test('another model is loaded for it, and what was in use is put back', async () => {
  await world.service.checkModel({ id: 'small' });
  expect(world.loads).toEqual(['small', 'big']);
  expect(world.saved.map(([id]) => id)).toEqual(['small']);
});

test('while something is answered, or another is checked, it is refused and nothing is disturbed', async () => {
  await world.runs.say('c', 'Hello');
  await expect(world.service.checkModel({ id: 'small' })).rejects.toThrow('An answer is being written');
  expect(world.loads).toEqual([]);
  await expect.poll(() => world.runs.isBusy).toBe(false);
  const first = world.service.checkModel({ id: 'big' });
  await expect(world.service.checkModel({ id: 'small' })).rejects.toThrow('Another model');
  await first;
  world.models.status = { ...world.models.status, state: 'loading' } as ModelStatus;
  await expect(world.service.checkModel({ id: 'small' })).rejects.toThrow('being loaded');
  expect(world.loads).toEqual([]);
});

test.each([
  ['the person stops it', () => world.service.stopModelCheck()],
  ['the person says something', () => world.runs.say('c', 'Hello')],
  ['all is stopped for another model', () => world.runs.stopAll()],
])('nothing is kept when %s', async (_, end) => {
  const checking = world.service.checkModel({ id: 'big' });
  await expect.poll(() => world.model.prompts.length).toBeGreaterThan(0);
  await end();
  expect(await checking).toBeNull();
  expect(world.saved).toEqual([]);
  expect(counts().at(-1)).toBeNull();
  await expect.poll(() => world.runs.isBusy).toBe(false);
});

test('a model that goes away in the middle is told, and the next check can begin', async () => {
  const checking = world.service.checkModel({ id: 'big' });
  world.model.lose('The graphics processor was lost.');
  await expect(checking).rejects.toThrow('processor was lost');
  expect(world.saved).toEqual([]);
  await expect(world.service.checkModel({ id: 'big' })).rejects.toThrow('processor was lost');
});
