import type { TextRange } from '../kernel/text-range.ts';

/** Rows of one table, one line each, without the white space around them. */
export interface TableRows {
  readonly rows: readonly TextRange[];
  /** The first row surely names the columns: it has no figures, and those below have. */
  readonly hasHeader: boolean;
}

const quoted = /"(?:[^"\n]|"")*"/g;
/** Fewest rows that are believed where only commas part the cells, by whether there are two cells or more. */
const fewestOfTwo = 4;
const fewestOfMore = 3;

/**
 * The tables in a text, in order, as documents/write-table.ts and the PDF reader write them: cells parted by bars,
 * wide gaps or tabs, or as in a file of values by commas or semicolons, the same number in each row.
 */
export function tableRows(text: string): TableRows[] {
  return blocksOf(text).flatMap(({ start: first, rows }) => {
    if (rows.length < 2 || !isTable(rows)) return [];
    let start = first;
    const ranges = rows.map((row) => {
      const from = start + row.length - row.trimStart().length;
      start += row.length + 1;
      return { start: from, end: from + row.trim().length };
    });
    return [{ rows: ranges, hasHeader: namesColumns(rows) }];
  });
}

/** Lines between blank lines, and where the first of them begins; by scanning, as lines may be of any length. */
function blocksOf(text: string): { readonly start: number; readonly rows: readonly string[] }[] {
  const blocks: { start: number; rows: string[] }[] = [];
  let [at, isOpen] = [0, false];
  for (const line of text.split('\n')) {
    if (line.trim() === '') isOpen = false;
    else if (isOpen) blocks.at(-1)?.rows.push(line);
    else {
      blocks.push({ start: at, rows: [line] });
      isOpen = true;
    }
    at += line.length + 1;
  }
  return blocks;
}

function isTable(rows: readonly string[]): boolean {
  const all = (mark: RegExp) => rows.every((row) => mark.test(row));
  return (
    all(/(?:^|\s)\||\|(?:\s|$)/) || all(/\S(?:\t| {2,})\S/) || isOfValues(rows, ',') || isOfValues(rows, ';')
  );
}

/** Whether each row has as many cells as the others, which lines of wrapped prose hardly ever have by chance. */
function isOfValues(rows: readonly string[], separator: string): boolean {
  const cells = rows.map((row) => cellsOf(row, separator));
  const [columns = 0] = cells;
  if (columns < 2 || cells.some((count) => count !== columns)) return false;
  if (rows.length < (columns === 2 ? fewestOfTwo : fewestOfMore)) return false;
  const goOn = rows.slice(1).filter((row) => /^\s*\p{Ll}/u.test(row)).length;
  const isWrapped = goOn > 0 && !(goOn === rows.length - 1 && /^\s*\p{Ll}/u.test(rows[0] ?? ''));
  return !isWrapped && !endsAsProse(rows);
}

/** Only the last line ends a sentence. */
function endsAsProse(rows: readonly string[]): boolean {
  const ends = rows.slice(1).map((row) => /[.!?…]["'”’)]*\s*$/.test(row));
  return ends.at(-1) === true && ends.includes(false);
}

function cellsOf(row: string, separator: string): number {
  return row.replace(quoted, '""').split(new RegExp(`${separator}(?=\\s|$)`)).length;
}

function namesColumns([first = '', ...rest]: readonly string[]): boolean {
  const below = rest.filter((row) => /[\p{L}\p{Nd}]/u.test(row));
  const withFigures = below.filter((row) => /\p{Nd}/u.test(row)).length;
  return !/\p{Nd}/u.test(first) && withFigures > below.length / 2;
}
