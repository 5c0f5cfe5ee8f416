import { describe, expect, it } from 'vitest';
import { buildPdfDocument } from './build-pdf-document.ts';
import { pdfLine, pdfLines, pdfRow } from './pdf-lines.fixture.ts';
import type { PdfTextLine } from './pdf-text-line.ts';

function blocksOf(...pages: PdfTextLine[][]): string[] {
  const numbered = pages.map((lines, at) => lines.map((line) => ({ ...line, page: at + 1 })));
  const { text, blocks } = buildPdfDocument(numbered);
  return blocks.map(({ kind, level, start, end }) => `${kind}${level || ''}: ${text.slice(start, end)}`);
}

const body = [
  'This is the body of the document, set in the',
  'same type all along and over several lines, so',
  'that it is known.',
];

describe('paragraphs', () => {
  it('flow over lines, hyphens joined', () => {
    expect(blocksOf(pdfLines(['A revolution-', 'ized field is', 'described.'], 50, 100))).toEqual([
      'paragraph: A revolutionized field is described.',
    ]);
  });

  it('end at a gap', () => {
    expect(blocksOf([...pdfLines(body, 50, 100), ...pdfLines(body, 50, 145)])).toHaveLength(2);
  });

  it('end at an indented line after a sentence, but not in a hanging indent', () => {
    const indented = [
      ...pdfLines(body, 50, 100),
      ...pdfLines(body, 65, 136).slice(0, 1),
      ...pdfLines(body, 50, 136).slice(1),
    ];
    expect(blocksOf(indented)).toHaveLength(2);
    const hanging = [
      pdfLine('Beltagy, I. Longformer: the long-document.', 50, 100, { right: 290 }),
      ...pdfLines(body, 65, 112),
    ];
    expect(blocksOf(hanging)).toHaveLength(1);
  });

  it('end at a sentence that leaves room for the next word', () => {
    const lines = [...pdfLines(body, 50, 100), ...pdfLines(body, 50, 136)];
    expect(blocksOf(lines)).toHaveLength(2);
  });

  it('keep lines that were broken on purpose', () => {
    const lines = [
      ...pdfLines(body, 50, 100),
      pdfLine('Roses are red', 50, 160),
      pdfLine('and violets which are so very blue, blue', 50, 172),
    ];
    expect(blocksOf(lines)[1]).toBe('paragraph: Roses are red\nand violets which are so very blue, blue');
  });
});

describe('headings', () => {
  const heading = (text: string, y: number, size: number, isBold = true) =>
    pdfLine(text, 50, y, { size, isBold, font: 'bold' });

  it('are larger than the body, or bold, with levels by size', () => {
    const lines = [
      heading('The Title', 60, 18),
      heading('Abstract', 90, 12),
      ...pdfLines(body, 50, 110),
      heading('A part in bold', 170, 10),
      ...pdfLines(body, 50, 190),
    ];
    expect(blocksOf(lines).filter((block) => block.startsWith('heading'))).toEqual([
      'heading1: The Title',
      'heading2: Abstract',
      'heading3: A part in bold',
    ]);
  });

  it('take their level from their numbers, if they have any', () => {
    const lines = [
      heading('1. Whole', 60, 12),
      ...pdfLines(body, 50, 80),
      heading('1.1.1 DEEPEST PART', 140, 8, false),
      ...pdfLines(body, 50, 160),
      heading('1.2 Part', 220, 10),
      ...pdfLines(body, 50, 240),
    ];
    expect(blocksOf(lines).filter((block) => block.startsWith('heading'))).toEqual([
      'heading1: 1. Whole',
      'heading3: 1.1.1 DEEPEST PART',
      'heading2: 1.2 Part',
    ]);
  });

  it('are not bold words that fill the first line of a paragraph', () => {
    const [first, ...rest] = pdfLines(body, 50, 100);
    const lines = [
      ...pdfLines(body, 50, 40),
      ...(first ? [{ ...first, isBold: true, font: 'bold' }] : []),
      ...rest,
    ];
    expect(blocksOf(lines)).toEqual([`paragraph: ${body.join(' ')}`, `paragraph: ${body.join(' ')}`]);
  });
});

it('makes lists of marked lines, each item on a line', () => {
  const lines = [
    pdfLine('• one that goes on and on until', 50, 100),
    pdfLine('it ends', 60, 112),
    pdfLine('• two', 50, 124),
  ];
  expect(blocksOf(lines)).toEqual(['list: • one that goes on and on until it ends\n• two']);
});

it('makes tables of rows with cells', () => {
  const rows = [
    pdfRow(
      [
        ['Country', 50],
        ['Capital', 200],
      ],
      100,
    ),
    pdfRow(
      [
        ['Austria', 50],
        ['Vienna', 200],
      ],
      112,
    ),
    pdfRow(
      [
        ['Denmark', 50],
        ['Copenhagen', 200],
      ],
      136,
    ),
    pdfRow(
      [
        ['Finland', 50],
        ['Helsinki', 200],
      ],
      148,
    ),
  ];
  expect(blocksOf(rows)).toEqual([
    'table: Country  Capital\nAustria  Vienna\nDenmark  Copenhagen\nFinland  Helsinki',
  ]);
});

it('makes listings of lines in a typewriter font, with their indentation', () => {
  const mono = { isMono: true, font: 'mono' };
  const lines = [
    pdfLine('if (x) {', 50, 100, mono),
    pdfLine('go();', 62, 112, mono),
    pdfLine('}', 50, 124, mono),
  ];
  expect(blocksOf(lines)).toEqual(['code: if (x) {\n  go();\n}']);
});

describe('two columns', () => {
  const left = ['The left column has a sentence that goes on', 'and then continues in the'];
  const right = ['right column of the page, where it ends at', 'last.'];

  it('drawn one after the other are one text', () => {
    const lines = [...pdfLines(left, 50, 100), ...pdfLines(right, 320, 100)];
    expect(
      blocksOf([
        { ...lines[0], right: 265 } as PdfTextLine,
        { ...lines[1], right: 262 } as PdfTextLine,
        ...lines.slice(2),
      ]),
    ).toEqual([`paragraph: ${[...left, ...right].join(' ')}`]);
  });

  it('drawn row by row are parted at the gutter', () => {
    const words = (side: string) => `${side} column, line of the text in it which is long`;
    const rows = [0, 1, 2, 3, 4].map((row) =>
      pdfRow(
        [
          [words(`left ${row}`), 50],
          [words(`right ${row}`), 330],
        ],
        100 + 12 * row,
      ),
    );
    const [text] = blocksOf(rows);
    expect(text?.indexOf('left 4')).toBeLessThan(text?.indexOf('right 0') ?? 0);
  });
});

describe('what interrupts a paragraph', () => {
  const start = ['A paragraph at the end of the page which has', 'not come to its end and'];
  const full = (lines: PdfTextLine[]) => lines.map((line) => ({ ...line, right: 270 }));
  const rest = pdfLines(['goes on here, over the page, for another', 'line.'], 50, 60);

  it('moves before it on its own page, after it on the next', () => {
    const footnote = pdfLine('1 A footnote in small type.', 50, 700, { size: 8, font: 'small' });
    const caption = pdfLine('Figure 1. A caption.', 50, 40, { size: 9, font: 'caption' });
    expect(blocksOf([...full(pdfLines(start, 50, 600)), footnote], [caption, ...rest])).toEqual([
      'paragraph: 1 A footnote in small type.',
      `paragraph: ${start.join(' ')} goes on here, over the page, for another line.`,
      'paragraph: Figure 1. A caption.',
    ]);
  });

  it('is not a heading: after one a sentence starts anew', () => {
    const heading = pdfLine('Two', 50, 30, { size: 14, font: 'bold', isBold: true });
    const anew = pdfLines(['Goes on here, over the page, for another', 'line.'], 50, 60);
    expect(blocksOf(full(pdfLines(start, 50, 600)), [heading, ...anew])).toHaveLength(3);
  });
});

describe('pages', () => {
  it('are where their text starts and ends, those without text included', () => {
    const numbered = [pdfLine('One.', 50, 100), pdfLine('Three.', 50, 100, { page: 3 })];
    const { text, pages } = buildPdfDocument([numbered.slice(0, 1), [], numbered.slice(1), []]);
    expect(pages?.map(({ number, start, end }) => [number, text.slice(start, end)])).toEqual([
      [1, 'One.'],
      [2, ''],
      [3, 'Three.'],
      [4, ''],
    ]);
  });

  it('lose page numbers and repeated heads, and nothing that is news', () => {
    const page = (number: number) => [
      pdfLine('Annual report', 50, 30),
      ...pdfLines([`Page ${number} has this text`, 'of its own.'], 50, 100),
      pdfLine(`Net pay: ${number * number * 100}`, 50, 700),
      pdfLine(`${number}`, 300, 760),
    ];
    const text = blocksOf(page(1), page(2), page(3), page(4)).join('\n');
    expect(text.match(/Annual report/g)).toHaveLength(1);
    expect(text).not.toMatch(/^paragraph: \d$/m);
    expect(text.match(/Net pay: \d+/g)).toEqual([
      'Net pay: 100',
      'Net pay: 400',
      'Net pay: 900',
      'Net pay: 1600',
    ]);
  });
});
