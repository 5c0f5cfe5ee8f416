import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Block, BlockEdit } from '../kernel/block.ts';
import { CoreTab } from './core-tab.tsx';
import { type Answers, createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import './global.css';

/* Blocks of core memory in their tab, over a worker that keeps them: lock, settings, adding, removing, history. */

let app: FakeApp;
beforeEach(() => page.viewport(420, 1200));
afterEach(() => app.remove());

function block(label: string, values: Partial<Block> = {}): Block {
  return { agentId: 'a', label, description: `for ${label}`, value: '', updatedAt: 1, ...values };
}

function edit(id: string, before: string, after: string, values: Partial<BlockEdit> = {}): BlockEdit {
  const at = Number(id.slice(1));
  return {
    id,
    agentId: 'a',
    label: 'human',
    at,
    by: 'model',
    reason: 'Said so',
    runId: 'r',
    before,
    after,
    ...values,
  };
}

function draw(
  answers: Answers = {},
  blocks = [block('human', { value: 'Name: Ada' }), block('persona')],
): void {
  const find = (label: string) =>
    app.store.getState().blocks.find((it) => it.label === label) ?? block(label);
  const keeping: Answers = {
    changeBlock({ label, locked, description, percent }) {
      const { locked: _, percent: share, ...rest } = find(label);
      const kept = percent === undefined ? share : (percent ?? undefined);
      return {
        ...{ ...rest, updatedAt: 2 },
        ...(description !== undefined && { description }),
        ...(kept !== undefined && { percent: kept }),
        ...(locked && { locked }),
      };
    },
    addBlock: ({ label, description, percent }) =>
      block(label, { description, ...(percent !== null && { percent }) }),
    removeBlock({ label }) {
      app.push({ type: 'block-removed', label });
      return null;
    },
  };
  app = createFakeApp({ ...keeping, ...answers }, { blocks });
  app.draw(<CoreTab map={{ ...data.map, window: 4096 }} edited={null} />);
}

const human = () => page.getByRole('region', { name: 'Core memory: human' });

test('the meter says what is counted and what is left, and what is too much', async () => {
  draw({}, [block('human', { value: 'x'.repeat(300) }), block('persona', { value: 'x'.repeat(800) })]);
  await expect.element(human()).toHaveTextContent('300 of 738 characters, 438 left');
  const persona = page.getByRole('region', { name: 'Core memory: persona' });
  await expect.element(persona).toHaveTextContent('800 of 738 characters, 62 too many');
});

test('a block is locked and unlocked by keyboard, and says so', async () => {
  draw();
  const lock = human().getByRole('button', { name: 'Lock human' });
  await expect.element(lock).toHaveAttribute('aria-pressed', 'false');
  (lock.element() as HTMLElement).focus();
  await userEvent.keyboard(' ');
  await expect.element(lock).toHaveAttribute('aria-pressed', 'true');
  await expect.element(human()).toHaveTextContent('for human. Locked: only you change it');
  await expect.element(lock).toHaveFocus();
  await userEvent.keyboard(' ');
  await expect.element(lock).toHaveAttribute('aria-pressed', 'false');
  expect(app.askedFor('changeBlock')).toEqual([
    { label: 'human', locked: true },
    { label: 'human', locked: false },
  ]);
});

test('what a block is for and its share are changed in its settings, which Escape leaves', async () => {
  draw();
  const open = human().getByRole('button', { name: 'Settings of human' });
  await open.click();
  await userEvent.keyboard(' and more{Escape}');
  await expect.element(open).toHaveFocus();
  await expect.element(human()).not.toHaveTextContent('and more');
  await userEvent.keyboard('{Enter}');
  await expect.element(human().getByRole('textbox', { name: 'What belongs here' })).toHaveFocus();
  await userEvent.keyboard('{Control>}a{/Control}who I am');
  await human().getByRole('combobox', { name: 'Room in core memory' }).selectOptions('40 %');
  await human().getByRole('button', { name: 'Save' }).click();
  expect(app.askedFor('changeBlock')).toEqual([{ label: 'human', description: 'who I am', percent: 40 }]);
  await expect.element(human()).toHaveTextContent('who I am');
  expect(app.askedFor('overlongBlocks')).not.toEqual([]);
  await expect.element(open).toHaveFocus();
});

test('a block is added, and a refusal keeps what was written', async () => {
  let refused = true;
  const added = block('plans', { description: 'what is planned' });
  draw({
    addBlock() {
      if (refused) throw new Error('There is a block plans already.');
      return added;
    },
  });
  await page.getByRole('button', { name: 'Add a block' }).click();
  await userEvent.keyboard('plans{Tab}what is planned{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('There is a block plans already.');
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveValue('plans');
  refused = false;
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect.element(page.getByRole('region', { name: 'Core memory: plans' })).toBeVisible();
  expect(app.askedFor('addBlock').at(-1)).toEqual({
    ...{ label: 'plans', description: 'what is planned', percent: null },
  });
  await expect.element(page.getByRole('button', { name: 'Add a block' })).toHaveFocus();
});

test('a block is removed only once that was confirmed', async () => {
  draw();
  await human().getByRole('button', { name: 'Settings of human' }).click();
  await human().getByRole('button', { name: 'Remove block' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Remove human from core memory?' });
  await expect.element(dialog).toHaveTextContent('Its history is kept');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(app.askedFor('removeBlock')).toEqual([]);
  await human().getByRole('button', { name: 'Remove block' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect.element(human()).not.toBeInTheDocument();
  expect(app.askedFor('removeBlock')).toEqual([{ label: 'human' }]);
});

test('the history tells who, when, why and what, and goes back to where one chooses', async () => {
  const locking = edit('e4', 'Name: Ada', 'Name: Ada', { by: 'person', reason: 'Locked' });
  const edits = [
    edit('e1', '', 'Name: Bo'),
    edit('e2', 'Name: Bo', 'Name: Ida', { by: 'person', reason: 'Edited in the memory panel' }),
    edit('e3', 'Name: Ida', 'Name: Ada', { undone: true }),
    locking,
  ];
  draw({
    blockEdits: () => edits,
    restoreBlock: () => block('human', { value: 'Name: Bo', updatedAt: 3 }),
  });
  await human().getByText('Last edits').click();
  const entries = human().getByRole('listitem');
  await expect.poll(() => entries.elements()).toHaveLength(4);
  const [first, second, , last] = entries.elements().map((it) => it.textContent);
  expect(first).toMatch(/^You, .*: Locked$/);
  expect(second).toMatch(/^The model, .*: Said so \(taken back\)/);
  expect(last).toContain('Go back to this');
  const goBack = human().getByRole('button', { name: 'Go back to this' });
  expect(goBack.elements()).toHaveLength(2);
  await goBack.last().click();
  expect(app.askedFor('restoreBlock')).toEqual([{ editId: 'e1' }]);
  await expect.element(human()).toHaveTextContent('Name: Bo');
  await expect.poll(() => app.askedFor('blockEdits')).toHaveLength(2);
});

test('a long history is shown in parts', async () => {
  const edits = Array.from({ length: 25 }, (_, index) => edit(`e${index + 1}`, `${index}`, `${index + 1}`));
  draw({ blockEdits: () => edits });
  await human().getByText('Last edits').click();
  const entries = human().getByRole('listitem');
  await expect.poll(() => entries.elements()).toHaveLength(10);
  await human().getByRole('button', { name: 'Show earlier edits' }).click();
  await human().getByRole('button', { name: 'Show earlier edits' }).click();
  expect(entries.elements()).toHaveLength(25);
  await expect.element(human().getByRole('button', { name: 'Show earlier edits' })).not.toBeInTheDocument();
});
