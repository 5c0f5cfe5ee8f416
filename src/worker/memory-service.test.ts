import { describe, expect, it } from 'vitest';
import { createTestAgent } from '../kernel/agent.fixture.ts';
import { sampleMessage } from '../storage/sample-rows.fixture.ts';
import { LONGEST_NOTE, MemoryService, TIMELINE_PAGE } from './memory-service.ts';

async function createMemory() {
  const world = await createTestAgent();
  const { agent, dependencies, stores, search, traces } = world;
  const service = new MemoryService({ ...dependencies, agent, windowTokens: () => 4096 });
  return {
    ...{ world, service, agent, stores },
    notes: () => stores.workspace.notes(),
    queued: async () => (await stores.library.queuedTexts(9)).map(({ text }) => text),
    async find(text: string): Promise<string[]> {
      const { hits } = await search.archival({ text, page: 1, pageSize: 5 });
      return hits.map(({ passage }) => passage.text);
    },
    noteTraces: () => traces.map(({ type }) => type).filter((type) => type.startsWith('note-')),
  };
}

/** A note as the model left it, with the document that it rests on. */
async function withModelNote() {
  const memory = await createMemory();
  const { id } = await memory.service.addNote({ text: 'The rent is 900.' });
  const edit = await memory.agent.changeNote(id, (note) => note && { ...note, runId: 'r1', sources: ['d1'] });
  return { ...memory, id, edit };
}

describe('notes of the person', () => {
  it('are kept, found by their words, and wait to be embedded', async () => {
    const { service, notes, find, queued, noteTraces } = await createMemory();
    const note = await service.addNote({ text: '  The spare key is under the fern. ' });
    expect(note).toMatchObject({ text: 'The spare key is under the fern.', runId: null, tags: [] });
    expect(await notes()).toEqual([note]);
    expect(await find('fern')).toEqual(['The spare key is under the fern.']);
    expect(await queued()).toEqual(['The spare key is under the fern.']);
    expect(noteTraces()).toEqual(['note-added']);
  });

  it('are found by their new words alone once they are revised', async () => {
    const { service, notes, find, queued } = await createMemory();
    const { id } = await service.addNote({ text: 'The key is under the fern.' });
    const revised = await service.editNote({ id, text: 'The key is with Ines.' });
    expect(await notes()).toEqual([revised]);
    expect(revised).toMatchObject({ id, text: 'The key is with Ines.', end: 21 });
    expect(await find('fern')).toEqual([]);
    expect(await find('Ines')).toEqual(['The key is with Ines.']);
    expect(await queued()).toEqual(['The key is with Ines.']);
  });

  it('are gone from the store and the index once removed, and come back whole', async () => {
    const { service, agent, notes, find, queued, noteTraces } = await createMemory();
    const { id } = await service.addNote({ text: 'The key is under the fern.' });
    const note = await service.editNote({ id, tags: ['home'] });
    const { editId } = await service.removeNote({ id });
    expect(await notes()).toEqual([]);
    expect(await find('fern')).toEqual([]);
    expect(await queued()).toEqual([]);
    expect((await agent.undo({ editId })).kept).toEqual([]);
    expect(await notes()).toEqual([note]);
    expect(await find('fern')).toEqual([note.text]);
    expect(noteTraces()).toEqual(['note-added', 'note-added', 'note-removed', 'note-added']);
  });

  it('are refused when they are empty or longer than a note, with nothing stored', async () => {
    const { service, notes } = await createMemory();
    await expect(service.addNote({ text: ' \n ' })).rejects.toThrow('The note is empty');
    await expect(service.addNote({ text: 'x'.repeat(LONGEST_NOTE + 1) })).rejects.toThrow('a note holds');
    expect(await notes()).toEqual([]);
    const { id } = await service.addNote({ text: 'x'.repeat(LONGEST_NOTE) });
    await expect(service.editNote({ id, text: '' })).rejects.toThrow('The note is empty');
    expect((await notes())[0]?.text).toHaveLength(LONGEST_NOTE);
  });

  it('that are gone cannot be changed, and documents never', async () => {
    const { service, stores } = await createMemory();
    const passage = { ...(await service.addNote({ text: 'Of a book' })), id: 'p1', documentId: 'd1' };
    await stores.memory.commit({ notes: [passage] });
    for (const id of ['nowhere', 'p1']) {
      await expect(service.editNote({ id, text: 'x' })).rejects.toThrow('no longer there');
      await expect(service.removeNote({ id })).rejects.toThrow('no longer there');
    }
    expect(await stores.memory.passages(['p1'])).toEqual([passage]);
  });
});

describe('notes of the model', () => {
  it("become the person's when they reword them, and still rest on their documents", async () => {
    const { service, id, stores } = await withModelNote();
    const revised = await service.editNote({ id, text: 'The rent is 950.' });
    expect(revised).toMatchObject({ runId: null, sources: ['d1'] });
    const { noteEdits } = await stores.memory.editsFromDocument('d1');
    expect(noteEdits.at(-1)).toMatchObject({ runId: null, noteId: id, after: revised });
  });

  it("stay the model's when the person files them", async () => {
    const { service, id } = await withModelNote();
    expect(await service.editNote({ id, tags: ['Rent'] })).toMatchObject({ runId: 'r1', tags: ['rent'] });
  });

  it('are kept as the person left them when the run that wrote them is undone', async () => {
    const { service, agent, id, edit, notes, stores } = await withModelNote();
    await stores.memory.commit({ noteEdits: [{ ...edit, id: 'e-of-run', runId: 'r1' }] });
    await service.editNote({ id, text: 'The rent is 950.' });
    expect((await agent.undo({ runId: 'r1' })).kept).toEqual(['note']);
    expect((await notes()).map(({ text }) => text)).toEqual(['The rent is 950.']);
  });
});

describe('tags', () => {
  it('are words that the note is found by, and no longer once they are taken off', async () => {
    const { service, find, queued } = await createMemory();
    const { id } = await service.addNote({ text: 'Plums ripen late.' });
    const { tags } = await service.editNote({ id, tags: ['#Kitchen garden', 'garden'] });
    expect(tags).toEqual(['kitchen-garden', 'garden']);
    expect(await find('kitchen')).toEqual(['Plums ripen late.']);
    expect(await queued()).toEqual(['Plums ripen late.\nkitchen garden garden']);
    await service.editNote({ id, tags: [] });
    expect(await find('kitchen')).toEqual([]);
  });

  it('stay when an edit of the model is taken back', async () => {
    const { service, agent, id, notes, stores } = await withModelNote();
    const { after } = await agent.changeNote(id, (note) => note && { ...note, text: 'The rent is 1.' });
    const [before] = (await stores.memory.editsFromDocument('d1')).noteEdits.map((it) => it.after);
    const edit = { id: 'e9', noteId: id, at: 1, runId: 'r2', before: before ?? null, after };
    await stores.memory.commit({ noteEdits: [edit] });
    await service.editNote({ id, tags: ['rent'] });
    await agent.undo({ runId: 'r2' });
    expect(await notes()).toMatchObject([{ text: 'The rent is 900.', tags: ['rent'] }]);
  });
});

describe('blocks', () => {
  async function withBlocks() {
    const memory = await createMemory();
    const { stores, world } = memory;
    const history = async (label: string) =>
      (await stores.workspace.blockEdits('a', label)).map(({ by, reason, before, after }) => {
        return { by, reason, before, after };
      });
    const shares = async () =>
      (await stores.memory.blocks('a')).map(({ label, percent }) => [label, percent]);
    return { ...memory, history, shares, value: (label: string) => world.block(label) };
  }
  const plans = { label: 'plans', description: ' what is  planned ', percent: null };

  it('are added empty, with what they are for on one line, and told of', async () => {
    const { service, world, history } = await withBlocks();
    const block = await service.addBlock({ ...plans, percent: 25 });
    expect(block).toMatchObject({ label: 'plans', description: 'what is planned', value: '', percent: 25 });
    expect(world.traces).toMatchObject([{ type: 'block-changed', block: { label: 'plans' } }]);
    expect(await history('plans')).toEqual([{ by: 'person', reason: 'Added', before: '', after: '' }]);
  });

  it.each([
    ['Plans', 'one lower-case word'],
    ['two words', 'one lower-case word'],
    ['', 'one lower-case word'],
    ['human', 'There is a block human already'],
  ])('are not added under the name %j', async (label, reason) => {
    const { service, shares } = await withBlocks();
    await expect(service.addBlock({ ...plans, label })).rejects.toThrow(reason);
    expect(await shares()).toHaveLength(2);
  });

  it('are only so many, and each says what it is for', async () => {
    const { service, shares } = await withBlocks();
    await expect(service.addBlock({ ...plans, description: ' ' })).rejects.toThrow('what belongs');
    await expect(service.addBlock({ ...plans, description: 'x'.repeat(121) })).rejects.toThrow('120 fit');
    for (let count = 3; count <= 8; count++) await service.addBlock({ ...plans, label: `b${count}` });
    await expect(service.addBlock(plans)).rejects.toThrow('8 blocks already');
    expect(await shares()).toHaveLength(8);
  });

  it('share out no more than there is', async () => {
    const { service, shares } = await withBlocks();
    await service.addBlock({ ...plans, percent: 70 });
    const most = service.changeBlock({ label: 'human', percent: 30 });
    await expect(most).rejects.toThrow('Give at most 20 %');
    for (const percent of [9, 12.5, -10, Number.NaN]) {
      await expect(service.changeBlock({ label: 'human', percent })).rejects.toThrow('Nothing was changed');
    }
    await service.changeBlock({ label: 'human', percent: 20 });
    expect(await shares()).toEqual([
      ['human', 20],
      ['persona', undefined],
      ['plans', 70],
    ]);
    await expect(service.addBlock({ ...plans, label: 'more' })).rejects.toThrow('another block less');
    await service.changeBlock({ label: 'plans', percent: null });
    await service.addBlock({ ...plans, label: 'more' });
  });

  it('are locked, described anew and unlocked with their text as it was', async () => {
    const { service, stores, history } = await withBlocks();
    await service.editBlock({ label: 'human', value: 'Name: Ada' });
    await service.changeBlock({ label: 'human', locked: true, description: 'who I am' });
    const human = async () => (await stores.memory.blocks('a'))[0];
    expect(await human()).toMatchObject({ value: 'Name: Ada', locked: true, description: 'who I am' });
    await service.changeBlock({ label: 'human', locked: false });
    expect(await human()).not.toHaveProperty('locked');
    const [unlocked, locked] = await history('human');
    expect(unlocked).toMatchObject({ reason: 'Unlocked', before: 'Name: Ada', after: 'Name: Ada' });
    expect(locked?.reason).toBe('Locked. Now for: who I am');
  });

  it('are gone with their text once removed, which their history keeps', async () => {
    const { service, shares, history, value } = await withBlocks();
    await service.addBlock(plans);
    await service.editBlock({ label: 'plans', value: 'Sow plums' });
    expect(await service.removeBlock({ label: 'plans' })).toBeNull();
    expect(await shares()).toHaveLength(2);
    await expect(service.editBlock({ label: 'plans', value: 'x' })).rejects.toThrow(
      'no block plans any more',
    );
    await service.addBlock(plans);
    expect(await value('plans')).toBe('');
    expect((await history('plans')).map(({ reason }) => reason)).toEqual([
      ...['Added', 'Block removed', 'Edited in the memory panel', 'Added'],
    ]);
  });

  it('go back to an earlier text by an edit of their own', async () => {
    const { service, stores, history, value } = await withBlocks();
    for (const text of ['One', 'Two', 'Three']) await service.editBlock({ label: 'human', value: text });
    const [, , one] = await stores.workspace.blockEdits('a', 'human');
    expect(await service.restoreBlock({ editId: one?.id ?? '' })).toMatchObject({ value: 'One' });
    expect(await value('human')).toBe('One');
    const edits = await history('human');
    expect(edits).toHaveLength(4);
    expect(edits[0]).toMatchObject({ by: 'person', reason: 'Went back to an earlier text', before: 'Three' });
    await expect(service.restoreBlock({ editId: 'nowhere' })).rejects.toThrow('no longer kept');
  });

  it('hold what fits their share, and may become shorter where they are over it', async () => {
    const { service, stores, value } = await withBlocks();
    await service.editBlock({ label: 'human', value: 'x'.repeat(738) });
    await expect(service.editBlock({ label: 'human', value: 'x'.repeat(739) })).rejects.toThrow('738 fit');
    await service.changeBlock({ label: 'human', percent: 25 });
    await service.editBlock({ label: 'human', value: 'x'.repeat(700) });
    expect(await value('human')).toHaveLength(700);
    await expect(service.editBlock({ label: 'human', value: 'x'.repeat(701) })).rejects.toThrow('369 fit');
    expect((await stores.memory.blocks('a'))[1]?.label).toBe('persona');
  });
});

describe('the timeline', () => {
  it('gives everything said up to a moment, newest first, the same whatever is said meanwhile', async () => {
    const { service, stores, world } = await createMemory();
    const said = (count: number) => sampleMessage(`m${count}`, { text: `Word ${count}`, createdAt: count });
    const messages = Array.from({ length: TIMELINE_PAGE + 5 }, (_, index) => said(index + 1));
    await stores.memory.commit({ messages });
    for (const message of messages) world.search.messageAdded(message);
    const until = messages.length;
    const texts = async (page: number) =>
      (await service.recallTimeline({ until, page })).hits.map(({ message }) => message.createdAt);
    expect((await texts(1)).slice(0, 3)).toEqual([35, 34, 33]);
    world.search.messageAdded(said(99));
    await stores.memory.commit({ messages: [said(99)] });
    expect(await texts(2)).toEqual([5, 4, 3, 2, 1]);
    expect(await service.recallTimeline({ until: 0, page: 1 })).toMatchObject({
      hits: [],
      total: 0,
      pages: 1,
    });
  });
});
