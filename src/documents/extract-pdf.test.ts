import { expect, it } from 'vitest';
import { concludePdf, openingProblem } from './extract-pdf.ts';
import type { PdfTextRun } from './pdf-text-run.ts';

const named = (name: string) => Object.assign(new Error('from pdf.js'), { name });

it.each([
  ['PasswordException', 'password-needed'],
  ['InvalidPDFException', 'unreadable'],
  ['PdfReaderMissingError', 'unreadable'],
])('takes %s for %s', (name, code) => expect(openingProblem(named(name)).code).toBe(code));

it('says so when the password given is the wrong one', () => {
  expect(openingProblem(named('PasswordException'), true)).toMatchObject({
    code: 'password-needed',
    message: expect.stringContaining('not the password'),
  });
});

it('leaves errors that are none of pdf.js to the caller', () => {
  expect(() => openingProblem(named('TypeError'))).toThrow('from pdf.js');
});

const text: PdfTextRun = {
  text: 'Text.',
  x: 50,
  y: 100,
  width: 25,
  size: 10,
  font: 'f',
  isMono: false,
  angle: 0,
  endsLine: true,
};
const reading = { boldFonts: new Set<string>(), damaged: [] };

it('reads the rest when some pages have no text', () => {
  expect(concludePdf({ ...reading, runs: [[text], [], []], pageCount: 3 }, true)).toMatchObject({
    ok: true,
    document: {
      pages: [{ number: 1 }, { start: 5, end: 5 }, {}],
      problem: { code: 'image-only', message: expect.stringContaining('pages 2 and 3') },
    },
  });
});

it('reads the rest when some pages are damaged', () => {
  expect(concludePdf({ ...reading, runs: [[text], []], damaged: [2], pageCount: 2 }, false)).toMatchObject({
    ok: true,
    document: {
      problem: { code: 'unreadable', message: expect.stringContaining('page 2 could not be read') },
    },
  });
});

it('says how far it read of a document over the limit', () => {
  expect(concludePdf({ ...reading, runs: [[text]], pageCount: 8000 }, false)).toMatchObject({
    ok: true,
    document: {
      problem: { code: 'too-large', message: expect.stringContaining('the first 1 of 8,000 pages') },
    },
  });
});

it('says why there is no text at all', () => {
  const none = { ...reading, runs: [[], []], pageCount: 2 };
  expect(concludePdf(none, true)).toMatchObject({ ok: false, problem: { code: 'image-only' } });
  expect(concludePdf(none, false)).toMatchObject({ ok: false, problem: { code: 'empty' } });
  expect(concludePdf({ ...none, damaged: [1, 2] }, true)).toMatchObject({ problem: { code: 'unreadable' } });
});
