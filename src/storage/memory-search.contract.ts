import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PassageHit } from '../kernel/memory-search.ts';
import { BagOfWordsEmbedder } from './bag-of-words-embedder.fixture.ts';
import { HybridMemorySearch } from './hybrid-memory-search.ts';
import { sampleMessage, sampleNote, samplePassage } from './sample-rows.fixture.ts';
import { embedAll, searchOver } from './searched-rows.fixture.ts';
import type { CreateStores, StoresUnderTest } from './stores-under-test.fixture.ts';

/** What MemorySearch must do (kernel/memory-search.ts), over the stores it reads from. */
export function memorySearchContract(name: string, create: CreateStores): void {
  describe(`MemorySearch: ${name}`, () => {
    let stores: StoresUnderTest;
    beforeEach(async () => {
      stores = await create();
    });
    afterEach(() => stores.dispose());

    describe('archival by words', () => {
      it('answers a question with the passage, its document and the matching sentence', async () => {
        const search = await searchOver(stores, { passages: cars });
        const result = await search.archival({ text: 'What does the engine need?', page: 1, pageSize: 5 });
        expect(result.byMeaning).toBe(false);
        expect(ids(result.hits)).toEqual(['engine']);
        const [hit] = result.hits;
        expect(hit?.documentName).toBe('d1.pdf');
        expect(sentenceOf(hit)).toBe('The engine needs oil.');
      });

      it('finds notes, which have no document', async () => {
        const search = await searchOver(stores, {
          notes: [sampleNote('n1', { text: 'Ada likes violins.' })],
        });
        const { hits } = await search.archival({ text: 'violin', page: 1, pageSize: 5 });
        expect(hits).toMatchObject([{ passage: { id: 'n1' }, documentName: null }]);
      });

      it('finds a passage by its headings, with no sentence to mark', async () => {
        const passage = samplePassage('p1', { text: 'It starts at noon.', headingPath: ['Parade'] });
        const search = await searchOver(stores, { passages: [passage] });
        const { hits } = await search.archival({ text: 'When is the parade?', page: 1, pageSize: 5 });
        expect(hits).toMatchObject([{ passage: { id: 'p1' }, sentence: null }]);
      });

      it('marks a heading only where nothing else speaks of the query', async () => {
        const text = 'What we do not pay for\n\nTyres are excluded. So is rust.';
        const search = await searchOver(stores, { passages: [samplePassage('p1', { text })] });
        const marked = async (query: string) =>
          sentenceOf((await search.archival({ text: query, page: 1, pageSize: 5 })).hits[0]);
        expect(await marked('Do you pay?')).toBe('What we do not pay for');
        expect(await marked('Do you pay for rust?')).toBe('So is rust.');
      });

      it('says truly that there is nothing', async () => {
        const search = await searchOver(stores, { passages: cars });
        for (const text of ['zeppelin', '', '???']) {
          expect(await search.archival({ text, page: 3, pageSize: 5 })).toEqual({
            hits: [],
            page: 1,
            pages: 1,
            total: 0,
            byMeaning: false,
          });
        }
      });
    });

    describe('pages', () => {
      const many = Array.from({ length: 23 }, (_, index) =>
        samplePassage(`p${index}`, { text: `Lighthouse number ${index}`, ordinal: index, createdAt: index }),
      );

      it('hold every hit once, in a stable order, under a true total', async () => {
        const search = await searchOver(stores, { passages: many });
        const seen: string[] = [];
        for (const page of [1, 2, 3]) {
          const result = await search.archival({ text: 'lighthouse', page, pageSize: 10 });
          expect(result).toMatchObject({ page, pages: 3, total: 23 });
          seen.push(...ids(result.hits));
        }
        expect(seen).toEqual(many.map(({ id }) => id).reverse());
      });

      it('end with the last, whatever page is asked for', async () => {
        const search = await searchOver(stores, { passages: many });
        const last = await search.archival({ text: 'lighthouse', page: 3, pageSize: 10 });
        expect(last.hits).toHaveLength(3);
        expect(await search.archival({ text: 'lighthouse', page: 99, pageSize: 10 })).toEqual(last);
        const first = await search.archival({ text: 'lighthouse', page: 0, pageSize: 10 });
        expect(first.page).toBe(1);
      });

      it('are ordered the same in another session', async () => {
        const tied = many.map((passage) => ({ ...passage, createdAt: 5, text: 'Lighthouse' }));
        const search = await searchOver(stores, { passages: tied });
        const again = new HybridMemorySearch(stores);
        await again.load();
        const query = { text: 'lighthouse', page: 1, pageSize: 23 };
        expect(ids((await again.archival(query)).hits)).toEqual(ids((await search.archival(query)).hits));
      });
    });

    describe('recall', () => {
      const messages = [
        sampleMessage('old', { text: 'I play the violin.', createdAt: 100 }),
        sampleMessage('silent', { text: '', createdAt: 150 }),
        sampleMessage('new', { text: 'The violin was stolen.', createdAt: 200 }),
        sampleMessage('last', { text: 'Good night.', createdAt: 300 }),
      ];
      const page = { page: 1, pageSize: 10 };

      it('finds what was said, with the sentence', async () => {
        const search = await searchOver(stores, { messages });
        const { hits } = await search.recall({ text: 'who stole violins: stolen?', ...page });
        expect(hits.map(({ message }) => message.id)).toEqual(['new', 'old']);
        expect(hits[0]?.sentence).toEqual({ start: 0, end: 22 });
      });

      it('lists a span of time, newest first, without what says nothing', async () => {
        const search = await searchOver(stores, { messages });
        const all = await search.recall({ text: null, ...page });
        expect(all).toMatchObject({ total: 3, byMeaning: false });
        expect(all.hits.map(({ message }) => message.id)).toEqual(['last', 'new', 'old']);
        const span = await search.recall({ text: null, from: 100, to: 200, ...page });
        expect(span.hits.map(({ message }) => message.id)).toEqual(['new', 'old']);
      });

      it('searches within a span of time', async () => {
        const search = await searchOver(stores, { messages });
        const span = await search.recall({ text: 'violin', from: 101, to: 200, ...page });
        expect(span.hits.map(({ message }) => message.id)).toEqual(['new']);
        expect(span.total).toBe(1);
      });

      it('leaves out what is in the window already', async () => {
        const search = await searchOver(stores, { messages });
        const result = await search.recall({ text: 'violin', exclude: new Set(['new']), ...page });
        expect(result.hits.map(({ message }) => message.id)).toEqual(['old']);
        expect(result.total).toBe(1);
      });
    });

    describe('changes', () => {
      const query = { text: 'lantern', page: 1, pageSize: 10 };

      it('of notes are found at once', async () => {
        const { memory } = stores;
        const search = await searchOver(stores, {});
        const note = sampleNote('n1', { text: 'A red lantern.' });
        await memory.commit({ notes: [note] });
        search.noteAdded(note);
        expect((await search.archival(query)).total).toBe(1);
        const revised = { ...note, text: 'A blue candle.' };
        await memory.commit({ notes: [revised] });
        search.noteAdded(revised);
        expect((await search.archival(query)).total).toBe(0);
        await memory.commit({ removedNotes: ['n1'] });
        search.noteRemoved('n1');
        expect((await search.archival({ ...query, text: 'candle' })).total).toBe(0);
      });

      it('of messages and chats are found at once', async () => {
        const { memory, workspace } = stores;
        const search = await searchOver(stores, {});
        const message = sampleMessage('m1', { text: 'Light the lantern.' });
        await memory.commit({ messages: [message] });
        search.messageAdded(message);
        expect((await search.recall(query)).total).toBe(1);
        await workspace.removeConversation('c1');
        search.conversationRemoved('c1');
        expect((await search.recall(query)).total).toBe(0);
      });

      it('to a chat that is hidden are found once it is no more', async () => {
        const messages = [
          sampleMessage('m1', { text: 'Light the lantern.' }),
          sampleMessage('m2', { text: 'The lantern is lit.', conversationId: 'c2' }),
        ];
        const search = await searchOver(stores, { messages });
        search.hideConversation('c1', true);
        const found = async (text: string | null) =>
          (await search.recall({ ...query, text })).hits.map(({ message }) => message.id);
        expect(await found('lantern')).toEqual(['m2']);
        expect(await found(null)).toEqual(['m2']);
        const late = sampleMessage('m3', { text: 'Another lantern.' });
        await stores.memory.commit({ messages: [late] });
        search.messageAdded(late);
        expect((await search.recall(query)).total).toBe(1);
        search.hideConversation('c1', false);
        expect((await search.recall(query)).total).toBe(3);
      });

      it('to what repeats another message are found with what they repeat', async () => {
        const message = sampleMessage('m1', { text: 'Light the lantern.' });
        const copy = { ...message, id: 'copy', conversationId: 'c2', copyOf: 'm1' };
        const search = await searchOver(stores, { messages: [message, copy] });
        expect((await search.recall(query)).hits.map((hit) => hit.message.id)).toEqual(['m1']);
        const again = new HybridMemorySearch(stores);
        await again.load();
        expect((await again.recall(query)).total).toBe(1);
      });

      it('of documents are found at once', async () => {
        const passages = [
          samplePassage('p1', { text: 'Lanterns.' }),
          samplePassage('p2', { text: 'Lantern' }),
        ];
        const search = await searchOver(stores, { passages });
        expect((await search.archival(query)).total).toBe(2);
        await stores.library.removeDocument('d1');
        search.documentRemoved(['p1', 'p2']);
        expect((await search.archival(query)).total).toBe(0);
      });

      it('that the search was not told of leave no hole in a page', async () => {
        const search = await searchOver(stores, { notes: [sampleNote('n1', { text: 'lantern' })] });
        await stores.memory.commit({ removedNotes: ['n1'] });
        expect((await search.archival(query)).hits).toEqual([]);
      });
    });

    describe('by meaning', () => {
      it('finds what shares no word, and marks the nearest sentence there', async () => {
        const garage = samplePassage('garage', {
          text: 'Roses grow.\n\nYour car\n\nThe car is here. Ask for it.',
        });
        const search = await searchOver(stores, { passages: [...cars, garage] });
        await embedAll(stores, search);
        const result = await search.archival({ text: 'automobile', page: 1, pageSize: 5 });
        expect(result.byMeaning).toBe(true);
        expect(ids(result.hits)).toEqual(['car', 'garage']);
        expect(result.hits.map(sentenceOf)).toEqual(['A car', 'The car is here.']);
      });

      it('does not count what is far from the query', async () => {
        const search = await searchOver(stores, { passages: cars });
        await embedAll(stores, search);
        const { total } = await search.archival({ text: 'xylophone', page: 1, pageSize: 5 });
        expect(total).toBe(0);
      });

      it('leans on words, and says so, where the embedder does not know the language', async () => {
        const search = await searchOver(stores, { passages: cars });
        const page = { page: 1, pageSize: 5 };
        const german = { text: 'Wo ist die automobile car?', ...page };
        await embedAll(stores, search);
        const trusted = await search.archival(german);
        expect(trusted).not.toHaveProperty('leansOnWords');
        const english = new BagOfWordsEmbedder();
        await search.setEmbedder(Object.assign(english, { languages: 'en' as const }));
        const leaning = await search.archival(german);
        expect(leaning).toMatchObject({ byMeaning: true, leansOnWords: true });
        expect(ids(leaning.hits)).toContain('car');
        expect(leaning.hits.map(({ score }) => score)).not.toEqual(trusted.hits.map(({ score }) => score));
        expect(await search.archival({ text: 'Where is the car?', ...page })).not.toHaveProperty(
          'leansOnWords',
        );
      });

      it('ranks first what both words and meaning find', async () => {
        const passages = [
          samplePassage('words', { text: 'doctor of letters and many other things besides', ordinal: 0 }),
          samplePassage('both', { text: 'doctor visit', ordinal: 1 }),
          samplePassage('meaning', { text: 'physician visit', ordinal: 2 }),
        ];
        const search = await searchOver(stores, { passages });
        await embedAll(stores, search);
        const { hits } = await search.archival({ text: 'doctor visit', page: 1, pageSize: 5 });
        expect(ids(hits)[0]).toBe('both');
        expect(ids(hits)).toContain('meaning');
      });

      it('says why each hit was found', async () => {
        const passages = [
          samplePassage('words', { text: 'doctor of letters and many other things besides', ordinal: 0 }),
          samplePassage('both', { text: 'doctor visit', ordinal: 1 }),
          samplePassage('meaning', { text: 'physician', ordinal: 2 }),
        ];
        const search = await searchOver(stores, { passages });
        const query = { text: 'doctor visit', page: 1, pageSize: 5 };
        const reasons = async () =>
          (await search.archival(query)).hits.map(({ passage, found }) => `${passage.id} ${found}`).sort();
        expect(await reasons()).toEqual(['both words', 'words words']);
        await embedAll(stores, search);
        expect(await reasons()).toEqual(['both both', 'meaning meaning', 'words words']);
        const { hits } = await search.archival(query);
        const scores = hits.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((one, other) => other - one));
        expect(Math.min(...scores)).toBeGreaterThan(0);
      });

      it('says of messages why they were found, and nothing of those that were only listed', async () => {
        const messages = [
          sampleMessage('m1', { text: 'My vehicle broke down.', createdAt: 100 }),
          sampleMessage('m2', { text: 'Wash the car.', createdAt: 200 }),
        ];
        const search = await searchOver(stores, { messages });
        await embedAll(stores, search);
        const reasons = async (text: string | null) =>
          (await search.recall({ text, page: 1, pageSize: 5 })).hits.map(
            ({ message, found }) => `${message.id} ${found}`,
          );
        expect((await reasons('car')).sort()).toEqual(['m1 meaning', 'm2 both']);
        expect(await reasons(null)).toEqual(['m2 null', 'm1 null']);
      });

      it('finds what was said around a message before what is as far from the query elsewhere', async () => {
        const chat = ['Where does Ida keep the kayak?', 'In the boathouse, behind the oars.', 'I see.'];
        const messages = [
          ...chat.map((text, index) => sampleMessage(`m${index}`, { text, createdAt: 100 + index })),
          sampleMessage('other', {
            text: 'The boathouse has a new roof.',
            createdAt: 999,
            conversationId: 'c2',
          }),
        ];
        const search = await searchOver(stores, { messages });
        const { hits } = await search.recall({ text: 'Ida kayak boathouse', page: 1, pageSize: 5 });
        expect(hits.map(({ message }) => message.id)).toEqual(['m0', 'm1', 'other']);
      });

      it('finds a message by the day on which it was said', async () => {
        const messages = [
          sampleMessage('may', { text: 'I cooked soup.', createdAt: Date.UTC(2026, 4, 9, 9) }),
          sampleMessage('june', { text: 'I cooked soup.', createdAt: Date.UTC(2026, 5, 9, 9) }),
        ];
        const search = await searchOver(stores, { messages });
        const { hits } = await search.recall({ text: 'What did I cook in May?', page: 1, pageSize: 1 });
        expect(hits[0]).toMatchObject({ message: { id: 'may' }, strength: 1 });
      });

      it('takes marks for what they are in a query, and for nothing in a message', async () => {
        const texts = ['The roof leaks.', 'The roof of the shed.'];
        const messages = texts.map((text, index) => sampleMessage(`m${index}`, { text, createdAt: index }));
        const search = await searchOver(stores, { messages });
        const found = async (isPlain: boolean) => {
          const query = { text: 'roof -shed', isPlain, page: 1, pageSize: 5 };
          return (await search.recall(query)).hits.map(({ message }) => message.id).sort();
        };
        expect(await found(false)).toEqual(['m0']);
        expect(await found(true)).toEqual(['m0', 'm1']);
      });

      it('works for messages and for a span of time', async () => {
        const messages = [
          sampleMessage('m1', { text: 'My vehicle broke down.', createdAt: 100 }),
          sampleMessage('m2', { text: 'My vehicle runs again.', createdAt: 200 }),
        ];
        const search = await searchOver(stores, { messages });
        await embedAll(stores, search);
        const result = await search.recall({ text: 'my car', from: 150, page: 1, pageSize: 5 });
        expect(result.hits.map(({ message }) => message.id)).toEqual(['m2']);
        expect(result.byMeaning).toBe(true);
      });

      it('reads the vectors that were stored in an earlier session', async () => {
        await embedAll(stores, await searchOver(stores, { passages: cars }));
        const search = new HybridMemorySearch(stores);
        await search.load();
        await search.setEmbedder(new BagOfWordsEmbedder());
        expect((await search.archival({ text: 'automobile', page: 1, pageSize: 5 })).total).toBe(1);
      });

      it('does not care whether rows or embedder come first', async () => {
        await embedAll(stores, await searchOver(stores, { passages: cars }));
        const search = new HybridMemorySearch(stores);
        await search.setEmbedder(new BagOfWordsEmbedder());
        await search.load();
        expect((await search.archival({ text: 'automobile', page: 1, pageSize: 5 })).total).toBe(1);
      });

      it('goes on by words when the embedder fails or leaves', async () => {
        const search = await searchOver(stores, { passages: cars });
        const embedder = await embedAll(stores, search);
        embedder.failure = new Error('lost');
        const query = { text: 'engine', page: 1, pageSize: 5 };
        expect(await search.archival(query)).toMatchObject({ total: 1, byMeaning: false });
        embedder.failure = null;
        expect(await search.archival(query)).toMatchObject({ byMeaning: true });
        await search.setEmbedder(null);
        expect(await search.archival(query)).toMatchObject({ total: 1, byMeaning: false });
      });

      it('embeds a query once for all its pages', async () => {
        const search = await searchOver(stores, { passages: cars });
        const embedder = await embedAll(stores, search);
        const before = embedder.asked.length;
        for (const page of [1, 2, 1]) await search.archival({ text: 'car engine', page, pageSize: 1 });
        expect(embedder.asked.length).toBe(before + 1);
      });

      it('never compares vectors of different embedders', async () => {
        const search = await searchOver(stores, { passages: cars });
        await embedAll(stores, search);
        await search.setEmbedder(new BagOfWordsEmbedder('another'));
        expect(await search.archival({ text: 'automobile', page: 1, pageSize: 5 })).toMatchObject({
          total: 0,
          byMeaning: true,
        });
        await stores.library.requeueAll('another');
        await embedAll(stores, search, new BagOfWordsEmbedder('another'));
        expect((await search.archival({ text: 'automobile', page: 1, pageSize: 5 })).total).toBe(1);
      });
    });
  });
}

const cars = [
  samplePassage('engine', { text: 'Cars rust. The engine needs oil. Windows break.', ordinal: 0 }),
  samplePassage('car', { text: 'A car', ordinal: 1 }),
  samplePassage('sea', { text: 'Fish swim in salt water.', ordinal: 2 }),
];

function ids(hits: readonly PassageHit[]): string[] {
  return hits.map(({ passage }) => passage.id);
}

function sentenceOf(hit: PassageHit | undefined): string | undefined {
  if (hit === undefined || hit.sentence === null) return undefined;
  return hit.passage.text.slice(hit.sentence.start, hit.sentence.end);
}
