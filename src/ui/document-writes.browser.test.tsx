import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ArchivalTab } from './archival-tab.tsx';
import { BlockHistory } from './block-history.tsx';
import { type Answers, createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { LibraryPlace } from './library-place.tsx';
import * as proposals from './proposal-data.fixture.ts';
import './global.css';

/* Which words of memory come from which document, and taking them back. */

let app: FakeApp;
beforeEach(() => page.viewport(1200, 800));
afterEach(() => app.remove());

const nothing = { blockEdits: [], notes: [] };

function drawLibrary(answers: Answers): void {
  app = createFakeApp(answers, { documents: [data.lease] });
  app.draw(<LibraryPlace railOpen onRail={() => {}} />);
}

const row = () => page.getByRole('listitem').filter({ hasText: 'lease-2025.pdf' }).first();
const open = () => page.getByRole('button', { name: 'What memory has from lease-2025.pdf' });
const opensLease = () =>
  expect(app.navigation.openReader).toHaveBeenCalledWith(expect.objectContaining({ documentId: 'lease' }));

test('a note says where its words come from, and leads there; one of nobody else says nothing', async () => {
  const [one, two] = data.notes;
  if (!one || !two) throw new Error('There are too few notes.');
  app = createFakeApp({ notes: () => [{ ...one, sources: ['lease'] }, two] }, { documents: [data.lease] });
  app.draw(<ArchivalTab />);
  await expect.element(page.getByText('From lease-2025.pdf')).toBeVisible();
  expect(page.getByText(/^From/).elements()).toHaveLength(1);
  await page.getByRole('button', { name: 'lease-2025.pdf' }).click();
  opensLease();
});

test('so does an edit in the history of a block', async () => {
  app = createFakeApp({ blockEdits: () => [proposals.edit, ...data.edits] }, { documents: [data.lease] });
  app.draw(<BlockHistory label="human" version={1} />);
  await page.getByText('Last edits').click();
  await expect.element(page.getByText('From lease-2025.pdf')).toBeVisible();
  expect(page.getByText(/^From/).elements()).toHaveLength(1);
  await page.getByRole('button', { name: 'lease-2025.pdf' }).click();
  opensLease();
});

test('a row of the library tells what memory has from it, asked only when opened', async () => {
  drawLibrary({ documentWrites: () => proposals.writes });
  await expect.element(open()).toHaveAttribute('aria-expanded', 'false');
  expect(app.askedFor('documentWrites')).toEqual([]);
  await open().click();
  await expect
    .element(row())
    .toHaveTextContent('In memory from this document: 1 change of core memory, 2 notes');
  expect(app.askedFor('documentWrites')).toEqual([{ id: 'lease' }]);
  expect(row().element().textContent).not.toContain('Mara likes botanical prints');
  await row().getByRole('button', { name: 'View' }).click();
  await expect.element(row()).toHaveTextContent('Mara likes botanical prints');
  expect(row().element().querySelector('ins')?.textContent).toContain('fifth of each month');
});

test('it is taken back as one, once confirmed, and what stays is said', async () => {
  let writes = proposals.writes;
  drawLibrary({
    documentWrites: () => writes,
    undo() {
      writes = nothing;
      return { kept: ['human'] };
    },
  });
  await open().click();
  await row().getByRole('button', { name: 'Undo all' }).click();
  const asked = page.getByRole('alertdialog', { name: 'Take back what came from “lease-2025.pdf”?' });
  await expect.element(asked).toHaveTextContent('1 change of core memory, 2 notes');
  expect(app.askedFor('undo')).toEqual([]);
  await asked.getByRole('button', { name: 'Undo all' }).click();
  await expect
    .element(row().getByRole('status'))
    .toHaveTextContent('human was changed since and was left as it is. The rest was taken back.');
  expect(app.askedFor('undo')).toEqual([{ documentId: 'lease' }]);
  app.push({ type: 'note-removed', passageId: 'n1' });
  await expect.poll(() => row().getByRole('button', { name: 'Undo all' }).elements()).toEqual([]);
});

test('while the model is at work nothing is taken back, and where there is nothing it says so', async () => {
  let writes = proposals.writes;
  drawLibrary({ documentWrites: () => writes });
  app.push({ type: 'run-start', runId: 'r1', conversationId: 'c1' });
  await open().click();
  await expect.element(row().getByRole('button', { name: 'Undo all' })).toBeDisabled();
  writes = nothing;
  app.push({ type: 'note-removed', passageId: 'n1' });
  await expect.element(row()).toHaveTextContent('Nothing in memory comes from this document.');
});
