import { describe, expect, it } from 'vitest';
import { createTestAgent, reply } from '../../kernel/agent.fixture.ts';
import type { MakeEngine } from './engine.contract.ts';
import { chatml } from './fake-conversation.fixture.ts';
import { FakeMlcEngine } from './fake-engine.fixture.ts';
import { FakePipeline, type FakeReply } from './fake-pipeline.fixture.ts';
import { createRealEngine } from './real-engine.fixture.ts';
import { WebLlmModel } from './web-llm-model.ts';

/*
 * The kernel's runs over the adapter: what an engine does wrong in the middle of an answer is tried again, and
 * the person reads one answer.
 */

const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));
const engineId = 'Test-1B-q4f16_1-MLC';

async function open(make: MakeEngine, replies: readonly FakeReply[], thinks = false) {
  const pipelines: FakePipeline[] = [];
  const window = { context_window_size: 4096, sliding_window_size: -1 };
  const engine = make(engineId, { ...window, conv_template: chatml }, (config) => {
    const pipeline = new FakePipeline({ config, replies, pause: nextTask });
    pipelines.push(pipeline);
    return pipeline;
  });
  await engine.reload(engineId, { ...window, conv_config: { role_templates: {} } });
  const model = new WebLlmModel(engine, { modelId: 'Test-1B', engineId, windowTokens: 4096, thinks });
  return { model, pipeline: pipelines[0] as FakePipeline };
}

const broken = (text: string) => ({ text, throwsAfter: 4 });
const answer = reply('Hello to you, Ada.');
const endless = `{"thought":"${'and so on '.repeat(2000)}`;

const engines: [string, MakeEngine][] = [
  [
    'the fake engine',
    (id, config, createPipeline) => new FakeMlcEngine({ engineId: id, config, createPipeline }),
  ],
  ['web-llm’s engine', createRealEngine],
];

describe.each(engines)('a run over %s', (_, make) => {
  it.each<[string, readonly FakeReply[]]>([
    ['an impossible token id', [broken(answer), answer]],
    ['two of them', [broken(answer), broken(answer), answer]],
    ['a thought that never ends', [endless, answer]],
    ['output that is no call', ['{"function":"fly"}', answer]],
  ])('answers after %s', async (_what, replies) => {
    const { model, pipeline } = await open(make, replies);
    const { say, path } = await createTestAgent();
    expect(await say('Hello, I am Ada', model)).toEqual({ type: 'answered' });
    expect((await path()).map(({ role, text }) => [role, text])).toEqual([
      ['user', 'Hello, I am Ada'],
      ['assistant', 'Hello to you, Ada.'],
    ]);
    // Nothing of what failed is in the prompt that is tried again.
    expect(pipeline.prefills).toHaveLength(replies.length);
    expect(new Set(pipeline.prefills.map((ids) => ids.join(' '))).size).toBe(1);
  });

  it('gives up after two tries, keeps what the person said, and answers the next', async () => {
    const { model } = await open(make, [broken(answer), broken(answer), broken(answer), answer]);
    const { say, path } = await createTestAgent();
    expect(await say('Hello', model)).toMatchObject({
      type: 'failed',
      message: expect.stringContaining('Ask again'),
    });
    expect(await say('Hello?', model)).toEqual({ type: 'answered' });
    expect((await path()).map(({ role }) => role)).toContain('assistant');
  });

  it('ends as failed when the device is lost in mid-answer, with all that was said kept', async () => {
    const { model, pipeline } = await open(make, [reply('word '.repeat(100)), answer]);
    const { say, path, traces } = await createTestAgent();
    const running = say('Hello', model);
    const isWriting = () => traces.some((trace) => trace.type === 'reply-delta');
    while (!isWriting()) await nextTask();
    pipeline.loseDevice();
    expect(await running).toMatchObject({
      type: 'failed',
      message: expect.stringContaining('Nothing of yours'),
    });
    expect((await path())[0]).toMatchObject({ role: 'user', text: 'Hello' });
    // Loaded again, it goes on in the same conversation.
    const again = await open(make, [answer]);
    expect(await say('Are you there?', again.model)).toEqual({ type: 'answered' });
    expect((await path()).map(({ text }) => text)).toContain('Hello');
  });

  it('reads only what is new, think block and all, when the reply came to its end', async () => {
    const { model, pipeline } = await open(make, [answer, answer], true);
    const { say } = await createTestAgent();
    await say('Hello', model);
    await say('And again', model);
    const [first = [], second = []] = pipeline.prefills;
    expect(second.length).toBeLessThan(first.length / 4);
  });
});
