import { beforeEach, expect, it, vi } from 'vitest';
import { p, writeDocx } from '../documents/write-docx.fixture.ts';
import { testPassword, writePdf } from '../documents/write-pdf.fixture.ts';
import { writeZip } from '../documents/write-zip.fixture.ts';
import { TransientDatabase } from '../storage/transient-database.ts';
import { TransientLibraryStore } from '../storage/transient-library-store.ts';
import { TransientWorkspaceStore } from '../storage/transient-workspace-store.ts';
import type { AppPush } from './app-protocol.ts';
import { DocumentIntake } from './document-intake.ts';
import { DocumentPace } from './document-pace.ts';

let library: TransientLibraryStore;
let pushes: AppPush[];
let intake: DocumentIntake;

beforeEach(async () => {
  const db = new TransientDatabase();
  library = new TransientLibraryStore(db);
  pushes = [];
  const push = (each: AppPush) => void pushes.push(each);
  intake = new DocumentIntake({
    library,
    search: { passagesAdded: () => {} },
    settings: new TransientWorkspaceStore(db),
    pace: new DocumentPace({ now: Date.now, push }),
    push,
    now: Date.now,
    onSearchable: async () => {},
    onEmbeddingPaused: () => {},
    onPaused: () => {},
    replace: (id) => library.removeDocument(id),
  });
  await intake.start();
});

const archive = () =>
  writeZip({
    'notes/a.txt': 'Moths fly by night.',
    'b.docx': writeDocx(p('Bees fly by day.')),
    'c.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0),
  });
const standing = async () =>
  Object.fromEntries(
    (await library.documents()).map(({ name, state, format }) => [name, `${state} ${format}`]),
  );
const refused = () => pushes.flatMap((push) => (push.type === 'file-refused' ? [push.name] : []));

it('the documents of an archive are documents of their own, and the archive is not kept', async () => {
  await intake.add([{ name: 'all.zip', bytes: archive().buffer }], 'chat');
  await vi.waitFor(
    async () => expect(await standing()).toEqual({ 'a.txt': 'searchable text', 'b.docx': 'searchable docx' }),
    { timeout: 10_000 },
  );
  expect(refused()).toEqual(['c.png']);
  const [first] = await library.documents();
  expect((await library.documentBytes(first?.id ?? ''))?.byteLength).toBe(first?.bytes);
});

it('an archive that was interrupted goes on, and nothing comes twice', async () => {
  const add = library.addDocument.bind(library);
  let room = 2;
  library.addDocument = (document, bytes) =>
    room-- > 0 ? add(document, bytes) : Promise.reject(new Error('There is no room.'));
  await intake.add([{ name: 'all.zip', bytes: archive().buffer }], 'chat');
  await vi.waitFor(
    async () => expect(await standing()).toEqual({ 'all.zip': 'failed unknown', 'a.txt': 'searchable text' }),
    { timeout: 10_000 },
  );
  room = 9;
  const failed = (await library.documents()).find(({ name }) => name === 'all.zip');
  expect(failed?.problem?.message).toBe('There is no room.');
  await intake.retry(failed?.id ?? '');
  await vi.waitFor(
    async () => expect(await standing()).toEqual({ 'a.txt': 'searchable text', 'b.docx': 'searchable docx' }),
    { timeout: 10_000 },
  );
});

it('a PDF that asks for its password is kept, and read once that is given', async () => {
  const page = { lines: [{ text: 'Moths fly by night.', x: 72, y: 720 }] };
  await intake.add([{ name: 'locked.pdf', bytes: writePdf([page], true).buffer }], 'chat');
  await vi.waitFor(async () => expect(await standing()).toEqual({ 'locked.pdf': 'failed unknown' }), {
    timeout: 10_000,
  });
  const [locked] = await library.documents();
  expect(locked?.problem?.code).toBe('password-needed');
  await intake.retry(locked?.id ?? '', testPassword);
  await vi.waitFor(async () => expect(await standing()).toEqual({ 'locked.pdf': 'searchable pdf' }), {
    timeout: 10_000,
  });
});
