import { beforeEach, expect, it, vi } from 'vitest';
import type { LibraryDocument } from '../kernel/document.ts';
import { TransientDatabase } from '../storage/transient-database.ts';
import { TransientLibraryStore } from '../storage/transient-library-store.ts';
import { TransientWorkspaceStore } from '../storage/transient-workspace-store.ts';
import type { AppPush } from './app-protocol.ts';
import { DocumentIntake } from './document-intake.ts';
import { DocumentPace } from './document-pace.ts';
import type { DocumentRequests } from './document-protocol.ts';
import type { readInWorker } from './supervised-reader.ts';

/*
 * The queue over a stored library, with a reader that does as a test says: it waits to be let on at each file
 * until `letOn`, and gives a file's own words as its one passage.
 */

type Result = DocumentRequests['read']['result'];

let db: TransientDatabase;
let library: TransientLibraryStore;
let intake: DocumentIntake;
let pushes: AppPush[];
let time: number;
let noted: string[];
let embeddingPaused: boolean;
let orderChanges: number;
let readings: Map<string, (result?: Result) => void>;

beforeEach(async () => {
  db = new TransientDatabase();
  time = 1_000;
  await open();
});

/** A new page over what is stored. */
async function open(): Promise<void> {
  library = new TransientLibraryStore(db);
  pushes = [];
  noted = [];
  orderChanges = 0;
  readings = new Map();
  const push = (each: AppPush) => void pushes.push(each);
  const now = () => time++;
  intake = new DocumentIntake({
    library,
    search: { passagesAdded: () => {} },
    settings: new TransientWorkspaceStore(db),
    pace: new DocumentPace({ now, push }),
    push,
    now,
    onSearchable: async ({ name }, conversationId) => void noted.push(`${name} in ${conversationId}`),
    onEmbeddingPaused: () => {
      orderChanges++;
    },
    onPaused: (paused) => {
      embeddingPaused = paused;
    },
    replace: async (id, by) => {
      noted.push(`${by} instead of ${id}`);
      await intake.cancel(id);
      await library.removeDocument(id);
    },
    read: hangUntilLetOn,
  });
  await intake.start();
}

const hangUntilLetOn: typeof readInWorker = ({ name, bytes }, { signal }) => {
  const words = new TextDecoder().decode(bytes);
  return new Promise((resolve) => {
    readings.set(name, (result = readOf(words)) => resolve(result));
    signal?.addEventListener('abort', () =>
      resolve({ ok: false, problem: { code: 'unreadable', message: 'Ended.' } }),
    );
  });
};

function readOf(text: string): Result {
  const passage = { text, ordinal: 0, page: null, headingPath: [], start: 0, end: text.length };
  const document = { format: 'text', text, pages: null, blocks: [], problem: null } as const;
  return { ok: true, document, passages: [passage] };
}

const file = (name: string, words: string) => ({ name, bytes: new TextEncoder().encode(words).buffer });
const drop = (name: string, words: string) => intake.add([file(name, words)], 'chat');
const settled = () => new Promise((resolve) => setTimeout(resolve));
async function letOn(name: string, result?: Result): Promise<void> {
  await settled();
  readings.get(name)?.(result);
  readings.delete(name);
  await settled();
}
async function named(name: string): Promise<LibraryDocument> {
  const document = (await library.documents()).find((it) => it.name === name);
  if (!document) throw new Error(`There is no ${name}.`);
  return document;
}
const standing = async () =>
  Object.fromEntries((await library.documents()).map(({ name, state }) => [name, state]));
const words = () => [...db.passages.values()].map(({ text }) => text).sort();
const said = () => pushes.flatMap((push) => (push.type === 'notice' ? [push.message] : []));

it('a paused document waits, also after a reload, and its chat is told once it is read', async () => {
  await drop('a.txt', 'Moths');
  await settled();
  await intake.pause((await named('a.txt')).id);
  await open();
  await settled();
  expect(readings.size).toBe(0);
  expect(await named('a.txt')).toMatchObject({ state: 'reading', intake: { paused: true } });
  await intake.resume((await named('a.txt')).id);
  await letOn('a.txt');
  expect(await standing()).toEqual({ 'a.txt': 'searchable' });
  expect(noted).toEqual(['a.txt in chat']);
  expect((await named('a.txt')).intake).toBeUndefined();
});

it('one that is read already has the rest of its embedding put off, also after a reload', async () => {
  await drop('a.txt', 'Moths');
  await letOn('a.txt');
  const { id } = await named('a.txt');
  await intake.pause(id);
  await open();
  await settled();
  expect(await named('a.txt')).toMatchObject({ state: 'searchable', isEmbeddingPaused: true });
  expect(await library.queuedTexts(9)).toEqual([]);
  await intake.resume(id);
  expect(await library.queuedTexts(9)).toMatchObject([{ text: 'Moths' }]);
  expect(await named('a.txt')).not.toHaveProperty('isEmbeddingPaused');
  expect(orderChanges).toBe(1);
  expect(readings.size).toBe(0);
  expect(pushes).toContainEqual({ type: 'document-changed', document: await named('a.txt') });
});

it('there is nothing to put off of one that is ready', async () => {
  await drop('a.txt', 'Moths');
  await letOn('a.txt');
  const ready = await library.changeDocument((await named('a.txt')).id, (it) => ({ ...it, state: 'ready' }));
  await intake.pause(ready?.id ?? '');
  expect(await named('a.txt')).toEqual(ready);
  expect(orderChanges).toBe(0);
});

it('pausing one lets the next one go on', async () => {
  await drop('a.txt', 'Moths');
  await drop('b.txt', 'Bees');
  await settled();
  expect([...readings.keys()]).toEqual(['a.txt']);
  await intake.pause((await named('a.txt')).id);
  await letOn('b.txt');
  expect(await standing()).toEqual({ 'a.txt': 'reading', 'b.txt': 'searchable' });
});

it('everything is paused across a reload, embedding too, and what comes meanwhile waits', async () => {
  await drop('a.txt', 'Moths');
  await settled();
  await intake.pauseAll(true);
  await open();
  await drop('b.txt', 'Bees');
  await settled();
  expect({ embeddingPaused, status: intake.status.paused, read: readings.size }).toEqual({
    embeddingPaused: true,
    status: true,
    read: 0,
  });
  await intake.pauseAll(false);
  await letOn('b.txt');
  await letOn('a.txt');
  expect(embeddingPaused).toBe(false);
  expect(await standing()).toEqual({ 'a.txt': 'searchable', 'b.txt': 'searchable' });
});

it('of a document that is cancelled while it is read nothing stays', async () => {
  await drop('a.txt', 'Moths');
  await settled();
  const { id } = await named('a.txt');
  await intake.cancel(id);
  await library.removeDocument(id);
  await letOn('a.txt');
  expect(await standing()).toEqual({});
  expect(words()).toEqual([]);
  expect(await library.documentBytes(id)).toBeNull();
});

it('what came out of an archive stays when the archive is cancelled, and that is said', async () => {
  await drop('all.zip', 'archive');
  await settled();
  const archive = await named('all.zip');
  const add = library.addDocument.bind(library);
  let cancelled: Promise<void> | undefined;
  library.addDocument = async (document, bytes) => {
    await add(document, bytes);
    if (document.name === 'b.txt') cancelled = intake.cancel(archive.id);
  };
  const files = ['a', 'b', 'c'].map((name) => ({
    name: `${name}.txt`,
    bytes: new TextEncoder().encode(name),
  }));
  await letOn('all.zip', { ok: true, archive: { files, refused: [] } });
  await vi.waitFor(() => expect(cancelled).toBeDefined());
  await cancelled;
  await library.removeDocument(archive.id);
  await letOn('a.txt');
  await letOn('b.txt');
  expect(await standing()).toEqual({ 'a.txt': 'searchable', 'b.txt': 'searchable' });
  expect(said()).toEqual(['all.zip was cancelled. 2 documents had come out of it and stay in the library.']);
});

it('a changed version is offered, and takes the place of the earlier one once it is read', async () => {
  await drop('lease.txt', 'Rent: 700');
  await letOn('lease.txt');
  const { id: earlierId } = await named('lease.txt');
  await drop('lease.txt', 'Rent: 800');
  await settled();
  const [offer] = intake.status.offers;
  expect(offer).toMatchObject({ earlierId, replaces: false });
  await intake.answer(offer?.id ?? '', true);
  expect(words()).toEqual(['Rent: 700']);
  await open();
  await letOn('lease.txt');
  expect(words()).toEqual(['Rent: 800']);
  expect((await library.documents()).map(({ id }) => id)).toEqual([offer?.id]);
  expect(noted).toContain(`${offer?.id} instead of ${earlierId}`);
  expect(intake.status.offers).toEqual([]);
});

it('both versions stay when the person says so, or when the new one can not be read', async () => {
  await drop('lease.txt', 'Rent: 700');
  await letOn('lease.txt');
  await drop('lease.txt', 'Rent: 800');
  await letOn('lease.txt');
  await intake.answer(intake.status.offers[0]?.id ?? '', false);
  expect(intake.status.offers).toEqual([]);
  await drop('lease.txt', 'Rent: 900');
  await settled();
  await intake.answer(intake.status.offers[0]?.id ?? '', true);
  await letOn('lease.txt', { ok: false, problem: { code: 'unreadable', message: 'Damaged.' } });
  expect(words()).toEqual(['Rent: 700', 'Rent: 800']);
  expect((await library.documents()).map(({ state }) => state)).toEqual([
    'failed',
    'searchable',
    'searchable',
  ]);
});

it('files that were dropped together replace each other as little as the same file twice', async () => {
  const droppedAt = time;
  await intake.add([file('index.txt', 'One')], 'chat', droppedAt);
  await intake.add([file('index.txt', 'Two')], 'chat', droppedAt);
  await intake.add([file('index.txt', 'Two')], 'chat', time);
  expect(intake.status.offers).toEqual([]);
  expect(pushes.filter(({ type }) => type === 'file-refused')).toEqual([
    {
      type: 'file-refused',
      name: 'index.txt',
      message: 'index.txt is in your library already, as index.txt.',
    },
  ]);
});

it('a file whose reading ended the app three times is not begun a fourth time by itself', async () => {
  await drop('bomb.txt', 'Tick');
  for (let page = 0; page < 3; page++) {
    await settled();
    expect(readings.size).toBe(1);
    await open();
  }
  expect(readings.size).toBe(0);
  expect(await named('bomb.txt')).toMatchObject({
    state: 'failed',
    problem: { message: expect.stringMatching(/cut short 3 times.*The file was kept/) },
  });
  await intake.retry((await named('bomb.txt')).id);
  await letOn('bomb.txt');
  expect(await standing()).toEqual({ 'bomb.txt': 'searchable' });
});

it('pauses say nothing against a file, however many', async () => {
  await drop('a.txt', 'Moths');
  for (let pause = 0; pause < 4; pause++) {
    await settled();
    await intake.pauseAll(true);
    await intake.pauseAll(false);
  }
  await settled();
  await open();
  await letOn('a.txt');
  expect(await standing()).toEqual({ 'a.txt': 'searchable' });
});

it('the page hears which document is being read, and when it is not any more', async () => {
  await drop('a.txt', 'Moths');
  await settled();
  const { id } = await named('a.txt');
  expect(pushes).toContainEqual({ type: 'document-pace', id, secondsLeft: null });
  expect(pushes).not.toContainEqual({ type: 'document-rests', id });
  await letOn('a.txt');
  expect(pushes).toContainEqual({ type: 'document-rests', id });
});
