import { describe, expect, it } from 'vitest';
import { assemblePdfLines } from './pdf-text-line.ts';
import { type PdfTextRun, readPdfTextRun } from './pdf-text-run.ts';

/** 5 points per character, ends no line. */
function run(text: string, x: number, y: number, more: Partial<PdfTextRun> = {}): PdfTextRun {
  const plain = { size: 10, font: 'f', isMono: false, angle: 0, endsLine: false } as const;
  return { text, x, y, width: 5 * text.length, ...plain, ...more };
}

const textsOf = (...runs: PdfTextRun[]) =>
  assemblePdfLines(1, runs, (font) => font === 'bold').map(({ text }) => text);

describe('lines', () => {
  it('end where pdf.js says so, or where the text goes down', () => {
    expect(
      textsOf(run('one', 50, 100, { endsLine: true }), run('two', 50, 112), run('three', 50, 130)),
    ).toEqual(['one', 'two', 'three']);
  });

  it('take in superscripts and what is on the same row', () => {
    const superscript = run('1', 80, 96, { size: 7 });
    expect(textsOf(run('Packer', 50, 100), superscript, run(' and', 84, 100))).toEqual(['Packer1 and']);
    const ended = run('Packer', 50, 100, { endsLine: true });
    expect(textsOf(ended, run(' ', 80, 100), run('Wooders', 85, 100))).toEqual(['Packer Wooders']);
  });

  it('have cells where gaps are wide, but not after a list’s marker', () => {
    const [row] = assemblePdfLines(
      1,
      [run('Austria', 50, 100), run(' ', 85, 100, { width: 60 }), run('Vienna', 145, 100)],
      () => false,
    );
    expect(row?.segments.map(({ text }) => text)).toEqual(['Austria', 'Vienna']);
    expect(textsOf(run('•', 50, 100), run(' ', 55, 100, { width: 30 }), run('item', 85, 100))).toEqual([
      '• item',
    ]);
  });

  it('know whether they are bold, and print once what was printed twice', () => {
    const lines = assemblePdfLines(
      1,
      [run('Bold', 50, 100, { font: 'bold' }), run('Bold', 50.4, 100, { font: 'bold' })],
      (font) => font === 'bold',
    );
    expect(lines).toMatchObject([{ text: 'Bold', isBold: true, font: 'bold' }]);
  });
});

describe('text', () => {
  it('has letters for ligatures and loose accents, bullets for symbols, nothing hidden', () => {
    expect(textsOf(run('\uf0b7 e\ufb00ective Rockt¨aschel e\u0301\u200b\u0000 x\ue123', 50, 100))).toEqual([
      '• effective Rocktäschel é x',
    ]);
  });

  it('keeps superscript digits and wide punctuation as they are', () => {
    expect(textsOf(run('x² ，', 50, 100))).toEqual(['x² ，']);
  });
});

describe('pdf.js items', () => {
  const item = {
    str: 'a',
    transform: [10, 0, 0, 10, 50, 700],
    width: 5,
    height: 10,
    fontName: 'f',
    hasEOL: true,
  };
  const upright = [1, 0, 0, -1, 0, 792] as const;

  it('are turned so that y grows down the page', () => {
    expect(readPdfTextRun(item, upright, new Map())).toEqual(run('a', 50, 92, { endsLine: true }));
  });

  it('on turned pages come out upright, whichever way they are turned', () => {
    const quarter = readPdfTextRun({ ...item, transform: [0, 10, -10, 0, 100, 50] }, upright, new Map());
    expect(quarter).toMatchObject({ angle: 270, x: -742, y: 100, size: 10 });
    const page = readPdfTextRun(item, [0, 1, 1, 0, 0, 0], new Map());
    expect(page).toMatchObject({ angle: 90, x: 50, y: -700 });
  });

  it('that are no text, or broken, are left out', () => {
    for (const bad of [
      null,
      { type: 'beginMarkedContent' },
      { ...item, transform: [1, 2] },
      { ...item, transform: [1, 0, 0, 1, NaN, 0] },
    ]) {
      expect(readPdfTextRun(bad, upright, new Map())).toBeNull();
    }
  });
});
