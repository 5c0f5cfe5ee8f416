import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { p, tbl, writeDocx } from '../../src/documents/write-docx.fixture.ts';
import { writePdf } from '../../src/documents/write-pdf.fixture.ts';
import { writeXlsx } from '../../src/documents/write-xlsx.fixture.ts';
import { wordTexts } from './word-texts.ts';

/** Characters of a line as wide as the page at 10 points, and lines of a page. */
const lineLength = 90;
const linesPerPage = 42;

/** Text for as many lines as asked for, the same for the same seed. */
function linesOf(count: number, seed: number): string[] {
  const texts = wordTexts(Math.ceil((count * lineLength) / 700), seed);
  const words = [...texts].join(' ').split(' ').filter(Boolean).map(inSentences);
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line.length + word.length < lineLength) line += `${line && ' '}${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return lines.slice(0, count);
}

/** A full stop after every fourteenth word: search marks sentences. */
function inSentences(word: string, at: number): string {
  return at % 14 === 13 ? `${word}.` : word;
}

/** A PDF of full pages of text in paragraphs of seven lines, every tenth page with a heading. */
export function benchPdf(pages: number, seed: number, lastLine = ''): Uint8Array {
  const lines = linesOf(pages * linesPerPage, seed);
  return writePdf(
    Array.from({ length: pages }, (_, page) => {
      const own = lines.slice(page * linesPerPage, (page + 1) * linesPerPage);
      if (page === pages - 1 && lastLine !== '') own[linesPerPage - 1] = lastLine;
      const body = own.map((text, at) => ({ text, x: 60, y: 700 - 14 * at - 8 * Math.floor(at / 7) }));
      const heading = { text: `Chapter ${page / 10 + 1}`, x: 60, y: 740, size: 18, font: 'bold' as const };
      return { lines: page % 10 === 0 ? [heading, ...body] : body };
    }),
  );
}

/**
 * Ten files of eight kinds, together about 2 MB and as many characters.
 *
 * @returns their paths
 */
export function writeTenFiles(folder: string): string[] {
  const paragraphs = linesOf(2000, 7);
  const cells = (row: number) => [`${row}`, paragraphs[row % 2000] ?? '', `${row * 3}`];
  const rows = Array.from({ length: 4000 }, (_, row) => cells(row));
  const html = paragraphs.map((text, at) => (at % 20 === 0 ? `<h2>Part ${at}</h2>` : `<p>${text}</p>`));
  const markdown = paragraphs.map((text, at) => (at % 20 === 0 ? `## Part ${at}` : text));
  const sheet = rows.map(
    (row) => `<row>${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
  );
  const files: Record<string, string | Uint8Array> = {
    'one.pdf': benchPdf(60, 11),
    'two.pdf': benchPdf(60, 12),
    'report.docx': writeDocx(paragraphs.map((text) => p(text)).join('')),
    'tables.docx': writeDocx(tbl(rows.slice(0, 800).map((row) => row.map((text) => p(text))))),
    'page.html': `<!doctype html><html lang="en"><title>Page</title><body><main>${html.join('\n')}</main></body></html>`,
    'rows.csv': ['Number,Words,Sum', ...rows.map((row) => row.join(','))].join('\n'),
    'sheet.xlsx': writeXlsx({ Sheet: `<sheetData>${sheet.join('')}</sheetData>` }),
    'notes.md': markdown.join('\n\n'),
    'plain.txt': linesOf(4000, 8).join('\n'),
    'data.json': JSON.stringify(rows.slice(0, 1500).map(([number, words]) => ({ number, words }))),
  };
  return Object.entries(files).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
}
