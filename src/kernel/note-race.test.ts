import { expect, test } from 'vitest';
import { call, createTestAgent, reply } from './agent.fixture.ts';
import { Agent } from './agent.ts';
import type { MemoryStore } from './memory-store.ts';
import type { Passage } from './passage.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';

/** A model rewrites a note; the person changes it after the model's call has read it. */
async function rewriteWhile(change: (note: Passage) => Passage | null) {
  const { dependencies, stores } = await createTestAgent();
  const { memory } = stores;
  let noteId = '';
  let isAwaited = false;
  const passages = async (ids: readonly string[]) => {
    const found = await memory.passages(ids);
    if (isAwaited && ids.includes(noteId)) {
      isAwaited = false;
      await agent.changeNote(noteId, (note) => note && change(note));
    }
    return found;
  };
  const store: MemoryStore = new Proxy(memory, {
    get(target, name) {
      if (name === 'passages') return passages;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const agent = new Agent({ ...dependencies, store });
  const say = async (text: string, model: ScriptedModel) => {
    const pending = await agent.receive('c', { type: 'user_message', text, at: 1 });
    await agent.handle(pending, model, new AbortController().signal);
  };
  const model = new ScriptedModel({
    script: [
      call('archival_memory_insert', { content: 'The rent is 900.' }),
      reply('Noted.'),
      call('archival_memory_replace', { label: 'd1', content: 'The rent is 950.' }),
      reply('Then I leave it.'),
    ],
  });
  await say('The rent is 900.', model);
  const [note] = await stores.workspace.notes();
  noteId = note?.id ?? '';
  isAwaited = true;
  await say('It is 950 now.', model);
  const result = model.prompts.at(-1)?.at(-1)?.content ?? '';
  return { result, notes: await stores.workspace.notes(), wasChanged: !isAwaited };
}

test.each([
  ['reworded', (note: Passage) => ({ ...note, text: 'The rent is 920.' }), ['The rent is 920.']],
  ['filed', (note: Passage) => ({ ...note, tags: ['rent'] }), ['The rent is 900.']],
  ['removed', () => null, []],
])('a note that the person %s meanwhile is left as they left it', async (_, change, texts) => {
  const { result, notes, wasChanged } = await rewriteWhile(change);
  expect(wasChanged).toBe(true);
  expect(notes.map(({ text }) => text)).toEqual(texts);
  expect(result).toContain('The person just changed this note');
});

test('a note that stands as it was is rewritten', async () => {
  const { notes } = await rewriteWhile((note) => note);
  expect(notes.map(({ text }) => text)).toEqual(['The rent is 950.']);
});
