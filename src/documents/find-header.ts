/** A header stands within the first rows, below a title at most. */
const FURTHEST = 10;
const LONGEST_NAME = 80;

/**
 * The index of the row that names the columns, or `null`. It is the first one that fills most of its columns
 * with distinct names. `isData`: the rows are a spreadsheet's; elsewhere numbers have to stand under a name.
 */
export function findHeader(rows: readonly (readonly string[])[], isData: boolean): number | null {
  const sample = rows.slice(0, 50);
  const widest = Math.max(0, ...sample.map(filled));
  if (widest < 2) return null;
  const index = sample.slice(0, FURTHEST).findIndex((row) => filled(row) > widest / 2);
  const header = sample[index];
  if (!header || index + 1 >= rows.length || !areNames(header)) return null;
  return isData || hasNumbersUnder(header, sample.slice(index + 1)) ? index : null;
}

function filled(row: readonly string[]): number {
  return row.filter((cell) => cell !== '').length;
}

function areNames(row: readonly string[]): boolean {
  const cells = row.filter((cell) => cell !== '');
  const isDistinct = new Set(cells).size === cells.length;
  const names = cells.filter((cell) => !startsWithDigit(cell));
  const areRest = cells.every((cell) => !startsWithDigit(cell) || YEAR.test(cell));
  return isDistinct && names.length > 0 && areRest && cells.every((cell) => cell.length <= LONGEST_NAME);
}

function hasNumbersUnder(header: readonly string[], body: readonly (readonly string[])[]): boolean {
  return header.some((name, at) => {
    const cells = body.map((row) => row[at] ?? '').filter((cell) => cell !== '');
    return !startsWithDigit(name) && cells.length > 1 && cells.every(startsWithDigit);
  });
}

/** Years head columns as well. */
const YEAR = /^(?:19|20)\d\d$/;

/** Numbers, dates, amounts of money. */
function startsWithDigit(cell: string): boolean {
  return /^[^\p{L}\p{N}]*\p{N}/u.test(cell);
}
