import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Passage } from '../kernel/passage.ts';
import { ArchivalTab } from './archival-tab.tsx';
import { type Answers, createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import './global.css';

/* Notes in the Archival tab, by keyboard where that is what matters, over a worker that keeps them. */

let app: FakeApp;
let notes: Passage[];
beforeEach(async () => {
  await page.viewport(420, 900);
  notes = [
    note('n1', 'The spare key is under the fern.', { createdAt: 3 }),
    note('n2', 'The rent is 900.', { createdAt: 2, runId: 'r1', sources: ['lease'], tags: ['rent'] }),
    note('n3', 'Plums ripen late.', { createdAt: 1, tags: ['garden', 'rent'] }),
  ];
});
afterEach(() => app.remove());

function note(id: string, text: string, values: Partial<Passage> = {}): Passage {
  const place = { documentId: null, ordinal: 0, page: null, headingPath: [], start: 0, end: text.length };
  return { id, text, ...place, createdAt: 9, runId: null, ...values };
}

function changed(): void {
  app.push({ type: 'note-removed', passageId: '' });
}

const keeping: Answers = {
  notes: () => [...notes].sort((a, b) => b.createdAt - a.createdAt),
  addNote({ text }) {
    const added = note('new', text);
    notes = [...notes, added];
    changed();
    return added;
  },
  editNote({ id, ...change }) {
    const before = notes.find((it) => it.id === id);
    if (!before) throw new Error('This note is no longer there.');
    const after = { ...before, ...change };
    notes = notes.map((it) => (it.id === id ? after : it));
    changed();
    return after;
  },
  removeNote({ id }) {
    const gone = notes;
    notes = notes.filter((it) => it.id !== id);
    undone = () => {
      notes = gone;
    };
    changed();
    return { editId: `removed-${id}` };
  },
  undo() {
    undone();
    changed();
    return { kept: [] };
  },
};
let undone = () => {};

function draw(answers: Answers = {}): void {
  app = createFakeApp({ ...keeping, ...answers }, { documents: [data.lease] });
  app.draw(<ArchivalTab />);
}

const card = (text: string) => page.getByRole('listitem', { name: `Note: ${text}` });
const texts = () =>
  page
    .getByRole('listitem', { name: /^Note: / })
    .elements()
    .map((it) => it.getAttribute('aria-label')?.slice('Note: '.length));

test('a note is written with the keyboard alone, and stands first', async () => {
  draw();
  await page.getByRole('button', { name: 'Write a note' }).click();
  await expect.element(page.getByRole('textbox', { name: 'New note' })).toHaveFocus();
  await userEvent.keyboard('Call Ines{Enter}on Friday{Control>}{Enter}{/Control}');
  await expect.element(card('Call Ines on Friday')).toBeVisible();
  expect(app.askedFor('addNote')).toEqual([{ text: 'Call Ines\non Friday' }]);
  expect(texts()[0]).toContain('Call Ines');
  await expect.element(page.getByRole('button', { name: 'Write a note' })).toHaveFocus();
  await expect.element(page.getByRole('heading', { name: '4 notes' })).toBeVisible();
});

test('Escape leaves the note as it was; a refusal keeps the words and says why', async () => {
  draw({
    editNote() {
      throw new Error('The disk is full. Nothing was changed.');
    },
  });
  const key = card('The spare key is under the fern.');
  await key.getByRole('button', { name: 'Edit note' }).click();
  await userEvent.keyboard(' Or not.{Escape}');
  await expect.element(key.getByRole('button', { name: 'Edit note' })).toHaveFocus();
  expect(app.askedFor('editNote')).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard(' Or not.{Control>}{Enter}{/Control}');
  await expect.element(key.getByRole('alert')).toHaveTextContent('The disk is full');
  await expect.element(key.getByRole('textbox')).toHaveValue('The spare key is under the fern. Or not.');
});

test("the model's note says where it is from, and is the person's to revise", async () => {
  draw();
  const rent = card('The rent is 900.');
  await expect.element(rent).toHaveTextContent('By the model');
  await expect.element(rent).toHaveTextContent('From lease-2025.pdf');
  await rent.getByRole('button', { name: 'Edit note' }).click();
  await userEvent.keyboard('{Control>}a{/Control}The rent is 950.{Control>}{Enter}{/Control}');
  await expect.element(card('The rent is 950.')).toBeVisible();
  expect(app.askedFor('editNote')).toEqual([{ id: 'n2', text: 'The rent is 950.' }]);
});

test('what was deleted is brought back from where it stood', async () => {
  draw();
  await card('The rent is 900.').getByRole('button', { name: 'Delete note' }).click();
  await expect.element(page.getByRole('status')).toHaveTextContent('Note deleted: The rent is 900.');
  expect(notes.map(({ id }) => id)).toEqual(['n1', 'n3']);
  expect(texts()).toHaveLength(3);
  await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(card('The rent is 900.').getByRole('button', { name: 'Edit note' })).toBeVisible();
  await expect.element(card('The rent is 900.')).toHaveFocus();
  expect(app.askedFor('undo')).toEqual([{ editId: 'removed-n2' }]);
});

test('tags are added one after another by keyboard, and taken off', async () => {
  draw();
  const key = card('The spare key is under the fern.');
  await key.getByRole('button', { name: 'Add tag' }).click();
  await userEvent.keyboard('home,keys{Enter}{Escape}');
  await expect.element(key.getByRole('button', { name: 'Remove tag keys' })).toBeVisible();
  await expect.element(key.getByRole('button', { name: 'Add tag' })).toHaveFocus();
  expect(notes.find(({ id }) => id === 'n1')?.tags).toEqual(['home', 'keys']);
  await key.getByRole('button', { name: 'Remove tag home' }).click();
  await expect.element(key.getByRole('button', { name: 'Remove tag home' })).not.toBeInTheDocument();
  expect(notes.find(({ id }) => id === 'n1')?.tags).toEqual(['keys']);
  await expect.element(key.getByRole('button', { name: 'Add tag' })).toHaveFocus();
});

test('a tag shows its notes alone, until it is let go or none has it any more', async () => {
  draw();
  const filter = page.getByRole('group', { name: 'Show notes with a tag' });
  await expect.element(filter).toHaveTextContent('rent 2garden 1');
  await filter.getByRole('button', { name: 'garden' }).click();
  expect(texts()).toEqual(['Plums ripen late.']);
  await card('Plums ripen late.').getByRole('button', { name: 'Remove tag garden' }).click();
  await expect.element(card('The rent is 900.')).toBeVisible();
  await card('The rent is 900.').getByRole('button', { name: 'rent', exact: true }).click();
  await expect.poll(texts).toEqual(['The rent is 900.', 'Plums ripen late.']);
  await filter.getByRole('button', { name: 'rent' }).click();
  await expect.poll(texts).toHaveLength(3);
});

test('a note that was found is revised and deleted where it was found', async () => {
  const [first] = notes;
  if (!first) throw new Error('There is no note.');
  const hit = { passage: first, documentName: null, score: 1, found: null, strength: 1, sentence: null };
  draw({ searchArchival: () => ({ hits: [hit], page: 1, pages: 1, total: 1, byMeaning: true }) });
  await page.getByRole('searchbox').fill('fern');
  const found = page.getByRole('list').getByRole('listitem', { name: /^Note: The spare key/ });
  await expect.element(page.getByText('1 passage')).toBeVisible();
  await found.getByRole('button', { name: 'Edit note' }).click();
  await userEvent.keyboard(' Or with Ines.{Control>}{Enter}{/Control}');
  await expect.element(found).toHaveTextContent('under the fern. Or with Ines.');
  await found.getByRole('button', { name: 'Delete note' }).click();
  await expect.element(found).toHaveTextContent('Note deleted');
  await found.getByRole('button', { name: 'Undo' }).click();
  await expect.element(found).toHaveTextContent('under the fern. Or with Ines.');
});
