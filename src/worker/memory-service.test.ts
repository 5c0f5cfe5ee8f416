import { describe, expect, it } from 'vitest';
import { createTestAgent } from '../kernel/agent.fixture.ts';
import { LONGEST_NOTE, MemoryService } from './memory-service.ts';

async function createMemory() {
  const world = await createTestAgent();
  const { agent, dependencies, stores, search, traces } = world;
  const service = new MemoryService({ ...dependencies, agent });
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
