import { BlockWriter } from './block-writer.ts';
import type { Extraction } from './extracted-document.ts';
import { MemoryBudget } from './memory-budget.ts';
import { passageTokens } from './passage-budget.ts';
import { writeTable } from './write-table.ts';

/**
 * Rows of a file of values parted by commas, semicolons, tabs or the like, which is found out. Each row is one
 * line, written as it stands but for line breaks within values. `text` is decoded.
 */
export async function extractCsv(
  text: string,
  budget: MemoryBudget = new MemoryBudget(),
): Promise<Extraction> {
  const { default: papa } = await import('papaparse');
  // Excel's way to say which it is.
  const said = /^sep=(.)\r?\n/.exec(text)?.[1];
  const body = said ? text.slice(text.indexOf('\n') + 1) : text;
  const read = (quoteChar: string) =>
    papa.parse<string[]>(body, { delimiter: said ?? '', quoteChar, skipEmptyLines: true });
  const parsed = read('"');
  const isUnclosed = parsed.errors.some(({ code }) => code === 'MissingQuotes');
  // A quote that is never closed would swallow the rest of the file: it is a character like others.
  const { data, meta } = isUnclosed ? read(NO_QUOTE) : parsed;
  const writer = new BlockWriter({ budget });
  const rows = data.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim()));
  writeTable(writer, rows, { ...styleFor(meta.delimiter), isData: true, budget: passageTokens });
  return writer.finish('csv');
}

/** Cleaned text has none of these. */
const NO_QUOTE = '\u0000';

function styleFor(delimiter: string) {
  if (delimiter !== ',' && delimiter !== ';') return { separator: ' | ' };
  const needsQuotes = (cell: string) => cell.includes(delimiter) || cell.includes('"');
  const quote = (cell: string) => (needsQuotes(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return { separator: `${delimiter} `, quote };
}
