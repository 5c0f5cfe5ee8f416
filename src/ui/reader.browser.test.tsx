import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { testPassword, writePdf } from '../documents/write-pdf.fixture.ts';
import type { Passage } from '../kernel/passage.ts';
import type { OpenedDocument } from '../worker/app-protocol.ts';
import { createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { ReaderDialog } from './reader-dialog.tsx';
import './global.css';

let app: FakeApp;
afterEach(() => {
  app.remove();
  localStorage.clear();
});

const region = page.getByRole('region', { name: 'Text of the document' });
const field = page.getByRole('textbox', { name: 'Find in document' });
const status = page.getByRole('status');

interface Opening {
  readonly text: OpenedDocument['text'];
  readonly format?: 'pdf' | 'text';
  readonly passage?: { readonly start: number; readonly end: number };
  readonly width?: number;
  /** The original asks for a password. */
  readonly isLocked?: boolean;
}

async function open({
  text,
  format = 'text',
  passage,
  width = 1200,
  isLocked = false,
}: Opening): Promise<void> {
  await page.viewport(width, 800);
  const document = data.document({ id: 'd1', name: 'book', format, pages: text.pages?.length ?? null });
  app = createFakeApp({
    openDocument: () => ({ document, text }),
    passage: () => (passage ? ({ id: 'p1', ...passage } as Passage) : null),
    documentBytes: () =>
      writePdf(
        [1, 2, 3].map((number) => onPage(`Sheet ${number}`)),
        isLocked,
      ).buffer,
  });
  const target = { documentId: 'd1', passageId: passage ? 'p1' : null, sentence: null };
  app.draw(<ReaderDialog target={target} onClose={() => {}} />);
  await expect.element(page.getByRole('heading', { name: 'book' })).toBeVisible();
}

function onPage(text: string) {
  return { lines: [{ text, x: 72, y: 700, size: 48 }] };
}

/** A text with chapters, each long enough for a screen or two. */
function chapters(count: number): OpenedDocument['text'] {
  let text = '';
  const headings = Array.from({ length: count }, (_, at) => {
    const title = `Chapter ${at + 1}`;
    const start = text.length;
    text += `${title}\n\n${'It rained, and the café was closed again.  \n'.repeat(60)}\n\n`;
    return { level: 1, start, end: start + title.length };
  });
  return { text, pages: null, headings };
}

describe('the text', () => {
  test('is shown as it is, blanks and lines and all, with its headings as headings', async () => {
    const text = chapters(4);
    await open({ text });
    expect(region.element().textContent).toBe(text.text);
    await expect.element(page.getByRole('heading', { name: 'Chapter 1' })).toBeVisible();
  });

  test('opens at the passage, marked and in view, however far down', async () => {
    const text = chapters(40);
    const start = text.text.indexOf('Chapter 38');
    await open({ text, passage: { start, end: start + 30 } });
    const marked = () => [...region.element().querySelectorAll('mark')];
    expect(
      marked()
        .map((it) => it.textContent)
        .join(''),
    ).toBe(text.text.slice(start, start + 30));
    await expect.poll(() => isInView(marked()[0])).toBe(true);
    region.element().scrollTop = 0;
    await expect.poll(() => isInView(marked()[0])).toBe(false);
    await page.getByRole('button', { name: 'To the passage' }).click();
    await expect.poll(() => isInView(marked()[0])).toBe(true);
  });
});

describe('finding', () => {
  test('by the key, with matches counted and gone through in either direction', async () => {
    await open({ text: chapters(12) });
    await userEvent.keyboard('{Control>}f{/Control}');
    await expect.element(field).toHaveFocus();
    await field.fill('CAFE was');
    await expect.element(status).toHaveTextContent('1 of 720');
    await userEvent.keyboard('{Enter}{Enter}');
    await expect.element(status).toHaveTextContent('3 of 720');
    await userEvent.keyboard('{Shift>}{Enter}{Enter}{Enter}{/Shift}');
    await expect.element(status).toHaveTextContent('720 of 720');
    await expect.poll(() => isInView(current())).toBe(true);
    expect(current()?.textContent).toBe('café was');
    await expect.element(field).toHaveFocus();

    await field.fill('lighthouse');
    await expect.element(status).toHaveTextContent('No matches');
    await userEvent.keyboard('{Escape}');
    await expect.element(field).not.toBeInTheDocument();
    await expect.element(region).toHaveFocus();
    expect(region.element().querySelector('mark')).toBeNull();
  });

  test('goes on from where one reads', async () => {
    const text = chapters(40);
    await open({ text, passage: { start: text.text.indexOf('Chapter 30'), end: text.text.length } });
    await page.getByRole('button', { name: 'Find in document' }).click();
    await field.fill('chapter');
    await expect.element(status).toHaveTextContent('30 of 40');
  });
});

describe('the outline', () => {
  test('goes to a heading, and says where one is', async () => {
    await open({ text: chapters(30) });
    await page.getByRole('button', { name: 'Outline' }).click();
    const entry = page
      .getByRole('navigation', { name: 'Outline' })
      .getByRole('button', { name: 'Chapter 20' });
    await entry.click();
    const heading = () => page.getByRole('heading', { name: 'Chapter 20' }).element();
    await expect.poll(() => isInView(heading())).toBe(true);
    await expect.element(entry).toHaveAttribute('aria-current', 'location');
  });

  test('is not there for two headings', async () => {
    await open({ text: chapters(2) });
    await expect.element(page.getByRole('button', { name: 'Find in document' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Outline' })).not.toBeInTheDocument();
  });
});

describe('the page image', () => {
  const long = 'The words of this page.\n'.repeat(40);
  const text = long.repeat(3);
  const pages = [1, 2, 3].map((number) => ({
    number,
    start: (number - 1) * long.length,
    end: number * long.length,
  }));
  const image = (number: number) => page.getByRole('img', { name: `Page ${number} as it looks` });

  test('stands beside the text, follows it, and leads it', async () => {
    await open({ text: { text, pages }, format: 'pdf' });
    await expect.element(image(1)).toBeVisible();
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect.element(image(2)).toBeVisible();
    await expect.poll(() => isInView(page.getByRole('heading', { name: 'Page 2' }).element())).toBe(true);
    await region.click();
    await userEvent.keyboard('{End}');
    await expect.element(image(3)).toBeVisible();
    const canvas = image(3).element() as HTMLCanvasElement;
    app.draw(null);
    await expect.poll(() => canvas.width).toBe(1);
  });

  test('lies over the text where there is no room, at a wish', async () => {
    await open({ text: { text, pages }, format: 'pdf', width: 400 });
    await expect.element(region).toBeVisible();
    await expect.element(image(1)).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Page image' }).click();
    await expect.element(image(1)).toBeVisible();
    expect(document.querySelector('[data-reader-text]')?.hasAttribute('inert')).toBe(true);
    await page.getByRole('button', { name: 'Page image' }).click();
    await expect.element(image(1)).not.toBeInTheDocument();
    await expect.element(region).toBeVisible();
  });

  test('asks for the password of a locked PDF, and says when it is not the one', async () => {
    await open({ text: { text, pages }, format: 'pdf', isLocked: true });
    for (const [password, words] of [
      [null, 'locked with its password'],
      ['bee', 'not the password'],
    ] as const) {
      if (password) await enterPassword(password);
      await expect.element(page.getByText(words)).toBeVisible();
    }
    await enterPassword(testPassword);
    await expect.element(image(1)).toBeVisible();
  });

  test('is only for PDFs', async () => {
    await open({ text: chapters(3) });
    await expect.element(page.getByRole('button', { name: 'Outline' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Page image' })).not.toBeInTheDocument();
    expect(app.askedFor('documentBytes')).toEqual([]);
  });
});

async function enterPassword(password: string): Promise<void> {
  await page.getByRole('button', { name: 'Enter password' }).click();
  await page.getByLabelText('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Open' }).click();
}

function current(): Element | null {
  return region.element().querySelector('mark[data-found="current"]');
}

function isInView(element: Element | null | undefined): boolean {
  const { top, bottom } = region.element().getBoundingClientRect();
  const rect = element?.getBoundingClientRect();
  return rect !== undefined && rect.height > 0 && rect.top >= top - 1 && rect.top < bottom;
}
