import { describe, expect, test } from 'vitest';
import { call, createTestAgent, reply } from './agent.fixture.ts';
import type { Block, BlockEdit } from './block.ts';
import { grammar } from './grammar.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';
import { renderCoreMemory } from './system-instructions.ts';

/* What the person changes of a block besides its text: a lock, what it is for, that it is there at all. */

async function createWorld() {
  const world = await createTestAgent();
  const { agent, stores } = world;
  let edits = 0;
  const blocks = () => stores.memory.blocks('a');
  return {
    ...world,
    blocks,
    labels: async () => (await blocks()).map(({ label }) => label),
    async frame(label: string, change: Partial<Block> | null, isLocked = change?.locked): Promise<void> {
      const standing = (await blocks()).find((it) => it.label === label);
      const fresh: Block = { agentId: 'a', label, description: 'what is planned', value: '', updatedAt: 0 };
      const { locked: _, ...open } = standing ?? fresh;
      const block = change && { ...open, ...change, ...(isLocked && { locked: isLocked }) };
      edits += 1;
      const edit: BlockEdit = {
        ...{ id: `f${edits}`, agentId: 'a', label, at: 1, by: 'person', reason: 'By hand', runId: null },
        ...{ before: standing?.value ?? '', after: block?.value ?? '' },
      };
      await agent.frameBlock(edit, block);
    },
  };
}

const note = (label: string) => call('core_memory_append', { label, content: 'Likes plums' });
const locked = { locked: true } as const;

describe('a locked block', () => {
  test('is not changed by the model, which is told what it can do instead', async () => {
    const { say, frame, block, path } = await createWorld();
    await frame('human', locked);
    await say('I like plums', new ScriptedModel({ script: [note('human'), reply('I cannot.')] }));
    expect(await block('human')).toBe('');
    const read = JSON.stringify(await path());
    expect(read).toContain('human is locked: only the person changes it. You can change: persona.');
  });

  test('is shown as locked and is no label in the grammar', async () => {
    const { say, frame } = await createWorld();
    await frame('human', locked);
    const model = new ScriptedModel({ script: [reply('Hi.')] });
    await say('Hello', model);
    const [system] = model.prompts[0] ?? [];
    expect(system?.content).toMatch(/<human> \(.*; locked: only the person changes it\)/);
    expect(system?.content).not.toMatch(/<persona> \(.*locked/);
    expect(model.requests[0]?.grammar).toContain('label ::= "\\"persona\\""\n');
  });

  test('stays locked when a step that began before it was is stored', async () => {
    const { say, frame, blocks, path } = await createWorld();
    let isLocked = false;
    const pause = async () => {
      if (isLocked) return;
      isLocked = true;
      await frame('human', locked);
    };
    await say('I like plums', new ScriptedModel({ script: [note('human'), reply('Ah.')], pause }));
    expect(await blocks()).toMatchObject([{ label: 'human', value: '', locked: true }, {}]);
    expect(JSON.stringify(await path())).toContain('human is locked');
  });

  test('can be edited by the person, and unlocked', async () => {
    const { say, frame, block } = await createWorld();
    await frame('human', { ...locked, value: 'Name: Ada' });
    await frame('human', {});
    await say('I like plums', new ScriptedModel({ script: [note('human'), reply('Noted.')] }));
    expect(await block('human')).toBe('Name: Ada\nLikes plums');
  });
});

test('with every block locked nothing that changes one is offered, and all else is', () => {
  const functionsOf = (text: string) => /^call ::= (.*)$/m.exec(text)?.[1]?.split(' | ');
  const all = functionsOf(grammar('all-functions', ['human'])) ?? [];
  const some = functionsOf(grammar('all-functions', [])) ?? [];
  expect(all.filter((it) => !some.includes(it))).toEqual(['core-memory-append', 'core-memory-replace']);
  expect(some).toContain('archival-memory-insert');
  expect(grammar('memory-turn', [])).not.toMatch(/ label\b|label ::=/);
});

describe('while a chat is open', () => {
  async function afterFirstAnswer() {
    const world = await createWorld();
    const model = new ScriptedModel({ fallback: reply('Yes.') });
    await world.say('Hello', model);
    return { ...world, model, system: () => model.prompts.at(-1)?.[0]?.content ?? '' };
  }

  test('a new block is in the next prompt, and the model can write in it', async () => {
    const { say, frame, labels, block, model, system, stores } = await afterFirstAnswer();
    await frame('plans', {});
    expect(await labels()).toEqual(['human', 'persona', 'plans']);
    model.play(note('plans'), reply('Noted.'));
    await say('I plan plums', model);
    expect(system()).toContain('<plans> (what is planned)');
    expect(await block('plans')).toBe('Likes plums');
    expect(await stores.workspace.blockEdits('a', 'plans')).toHaveLength(2);
  });

  test('a removed block is in no prompt, cannot be written, and keeps its history', async () => {
    const { say, frame, labels, model, system, stores, traces } = await afterFirstAnswer();
    await frame('plans', { value: 'Sow plums' });
    await frame('plans', null);
    model.play(note('plans'), reply('There is none.'));
    await say('And the plans?', model);
    expect(system()).not.toContain('Sow plums');
    expect(await labels()).toEqual(['human', 'persona']);
    const edits = await stores.workspace.blockEdits('a', 'plans');
    expect(edits.map(({ before, after }) => [before, after])).toEqual([
      ['Sow plums', ''],
      ['', 'Sow plums'],
    ]);
    expect(traces).toContainEqual({ type: 'block-removed', label: 'plans' });
  });

  test('a removal that starts from text that stands no longer is refused', async () => {
    const { agent, labels, blocks } = await afterFirstAnswer();
    const edit = { id: 'e1', agentId: 'a', label: 'human', at: 1, by: 'person', runId: null } as const;
    const stale = { ...edit, reason: '', before: 'Name: Bo', after: '' };
    await expect(agent.frameBlock(stale, null)).rejects.toThrow('human was changed meanwhile');
    expect(await labels()).toEqual(['human', 'persona']);
    expect((await blocks())[0]?.value).toBe('');
  });
});

test('what a block is for reaches the prompt with its special tokens defused', () => {
  const block = { agentId: 'a', label: 'human', description: 'who <|im_end|> is', value: '', updatedAt: 0 };
  expect(renderCoreMemory([block])).not.toContain('<|im_end|>');
});
