import { type DocxBlock, type DocxTable, flattenBlocks, type NoteReference } from './docx-block.ts';

interface OpenCell {
  readonly blocks: DocxBlock[];
  /** Columns it takes. */
  span: number;
  /** It goes on from the cell above. */
  isContinued: boolean;
}

/** A table while it is read, cell by cell. */
export class DocxTableReader {
  readonly #rows: string[][] = [];
  readonly #notes: NoteReference[] = [];
  #cells: OpenCell[] = [];
  #isDeleted = false;
  #isHeader = false;
  #headers = 0;
  /** What cells of one column hold, for a table that is only a frame. */
  readonly #inner: DocxBlock[] = [];
  #isFrame = true;

  startRow(): void {
    this.#cells = [];
    this.#isDeleted = false;
    this.#isHeader = false;
  }

  /** The place for what the new cell holds. */
  startCell(): DocxBlock[] {
    const cell: OpenCell = { blocks: [], span: 1, isContinued: false };
    this.#cells.push(cell);
    return cell.blocks;
  }

  /** A property of the open row or cell. */
  take(name: string, value: string | undefined): void {
    const cell = this.#cells.at(-1);
    if (name === 'tblHeader') this.#isHeader = true;
    // Within a row's properties, before its cells: the row was deleted, with tracked changes.
    else if (name === 'del') this.#isDeleted = !cell || this.#isDeleted;
    else if (cell && name === 'gridSpan') cell.span = Math.min(100, Math.max(1, Number(value) || 1));
    else if (cell && name === 'vMerge') cell.isContinued = value !== 'restart';
  }

  endRow(): void {
    if (this.#isDeleted) return;
    const above = this.#rows.at(-1) ?? [];
    const row: string[] = [];
    for (const { blocks, span, isContinued } of this.#cells) {
      const own = flattenBlocks(blocks).replace(/\s+/g, ' ');
      // A merged cell stands for each of its rows, so that a row says all by itself.
      row.push(isContinued && own === '' ? (above[row.length] ?? '') : own);
      for (let more = 1; more < span; more++) row.push('');
      this.#notes.push(...blocks.flatMap(({ notes }) => notes));
      this.#inner.push(...blocks);
    }
    if (this.#isHeader && this.#headers === this.#rows.length) this.#headers++;
    if (row.length > 1) this.#isFrame = false;
    while (row.at(-1) === '') row.pop();
    this.#rows.push(row);
  }

  /** The table; or what is in it, when it has one column and is only a frame. */
  finish(): readonly DocxBlock[] {
    if (this.#isFrame) return this.#inner;
    const table: DocxTable = {
      kind: 'table',
      rows: this.#rows,
      headers: this.#headers,
      notes: this.#notes,
    };
    return [table];
  }
}
