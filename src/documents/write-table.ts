import type { BlockWriter } from './block-writer.ts';
import { tokenEstimator } from './estimate-tokens.ts';
import { findHeader } from './find-header.ts';
import { wholeBlockTokens } from './passage-budget.ts';
import type { CountTokens } from './split-to-fit.ts';

export interface TableStyle {
  /** Between cells. */
  readonly separator: string;
  /** How a cell is written so that it can't be taken for two; as it is when left out. */
  readonly quote?: (cell: string) => string;
  /** Index of the header row; `null` for none; found by what the rows hold when left out. */
  readonly header?: number | null;
  /** Tokens of a group; what fits under any headings when left out. */
  readonly budget?: number;
  /** Rows of a spreadsheet most likely have a header; those of a page are at times only its layout. */
  readonly isData: boolean;
}

/** A header that takes more than this share of a group is better said cell by cell. */
const HEADER_SHARE = 0.4;

/**
 * Writes rows of cells, one line each, in groups that fit into a passage, the header row first in every
 * group, so that a passage can be read by itself. A row too wide for that becomes lines of "header: cell".
 */
export function writeTable(
  writer: BlockWriter,
  rows: readonly (readonly string[])[],
  style: TableStyle,
): void {
  new TableWriter(writer, rows, style).write();
}

class TableWriter {
  readonly #writer: BlockWriter;
  readonly #rows: readonly (readonly string[])[];
  readonly #style: TableStyle;
  readonly #count: CountTokens;
  readonly #budget: number;
  #header: readonly string[] = [];
  #headerLine = '';
  #isHeaderWritten = false;
  #group: string[] = [];
  #tokens = 0;

  constructor(writer: BlockWriter, rows: readonly (readonly string[])[], style: TableStyle) {
    this.#writer = writer;
    this.#rows = rows;
    this.#style = style;
    this.#budget = style.budget ?? wholeBlockTokens;
    this.#count = tokenEstimator(rows.slice(0, 200).flat().join(' '));
  }

  write(): void {
    const { header = findHeader(this.#rows, this.#style.isData) } = this.#style;
    const isNarrow = header === null || this.#fitsAsHeader(this.#rows[header] ?? []);
    for (const [index, row] of this.#rows.entries()) {
      if (this.#writer.isFull) return;
      if (index === header) this.#startBody(row);
      else if (isNarrow || this.#header.length === 0) this.#row(row);
      else this.#record(row);
    }
    this.#flush();
    this.#writeHeaderOnce();
  }

  #fitsAsHeader(row: readonly string[]): boolean {
    return this.#count(this.#line(row)) <= HEADER_SHARE * this.#budget;
  }

  /** What stands above the header, such as a title, is a group of its own. */
  #startBody(row: readonly string[]): void {
    this.#flush();
    this.#header = row;
    this.#headerLine = this.#line(row);
  }

  #row(row: readonly string[]): void {
    const line = this.#line(row);
    const tokens = this.#count(line);
    const base = this.#count(this.#headerLine);
    if (this.#header.length > 0 && base + tokens > this.#budget) {
      this.#record(row);
      return;
    }
    if (this.#group.length > 0 && this.#tokens + tokens > this.#budget) this.#flush();
    if (this.#group.length === 0 && this.#headerLine !== '') {
      this.#add(this.#headerLine, base);
      this.#isHeaderWritten = true;
    }
    this.#add(line, tokens);
  }

  /** A line per filled cell; when they go over a group, each further one starts with the first line again. */
  #record(row: readonly string[]): void {
    this.#flush();
    this.#writeHeaderOnce();
    let first = '';
    for (const [at, cell] of row.entries()) {
      if (cell === '') continue;
      const name = this.#header[at] ?? '';
      const line = name === '' ? cell : `${name}: ${cell}`;
      const tokens = this.#count(line);
      if (this.#group.length > 0 && this.#tokens + tokens > this.#budget) {
        this.#flush();
        const base = this.#count(first);
        if (base <= HEADER_SHARE * this.#budget) this.#add(first, base);
      }
      this.#add(line, tokens);
      first ||= line;
    }
    this.#flush();
  }

  /** Names of columns in which nothing stands are text as well. */
  #writeHeaderOnce(): void {
    if (!this.#isHeaderWritten) this.#writer.table(this.#headerLine, true);
    this.#isHeaderWritten = true;
  }

  #add(line: string, tokens: number): void {
    this.#group.push(line);
    this.#tokens += tokens;
  }

  #flush(): void {
    this.#writer.table(this.#group.join('\n'), true);
    this.#group = [];
    this.#tokens = 0;
  }

  #line(row: readonly string[]): string {
    const { separator, quote = (cell: string) => cell } = this.#style;
    return row.map(quote).join(separator).trimEnd();
  }
}
