import { documentLimits } from './document-limits.ts';
import type { MemoryBudget } from './memory-budget.ts';
import { readXml, type XmlHandler } from './read-xml.ts';
import { type NumberKind, showNumber } from './xlsx-formats.ts';

/** What the sheets of one workbook share. */
export interface XlsxContext {
  readonly strings: readonly string[];
  readonly kinds: readonly NumberKind[];
  readonly isFrom1904: boolean;
  readonly budget: MemoryBudget;
}

/** The filled cells of a sheet, texts by row and column from 1, in ascending order of rows. */
export interface XlsxSheet {
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, string>>;
  /** Rows or columns were hidden, and left out. */
  readonly hasHidden: boolean;
  /** It has more cells than are read. */
  readonly isCut: boolean;
}

export async function readXlsxSheet(bytes: Uint8Array, context: XlsxContext): Promise<XlsxSheet> {
  const reader = new SheetReader(context);
  await readXml(bytes, reader, context.budget, () => reader.isCut);
  reader.fillMerged();
  return { rows: reader.rows, hasHidden: reader.hasHidden, isCut: reader.isCut };
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
}

interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

class SheetReader implements XmlHandler {
  readonly rows = new Map<number, Map<number, string>>();
  hasHidden = false;
  isCut = false;
  readonly #context: XlsxContext;
  readonly #hiddenColumns = new Set<number>();
  readonly #merged: Area[] = [];
  #row = 0;
  #column = 0;
  #isRowHidden = false;
  #cell: OpenCell | null = null;
  /** Within what a cell's value stands in: `v`, or `t` of text that is not shared. */
  #isValue = false;
  #phonetic = 0;
  #count = 0;

  constructor(context: XlsxContext) {
    this.#context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#startRow(attributes);
    else if (name === 'c') this.#startCell(attributes);
    else if (name === 'v' || name === 't') this.#isValue = true;
    else if (name === 'rPh') this.#phonetic++;
    else if (name === 'col' && isYes(attributes.hidden)) this.#hideColumns(attributes);
    else if (name === 'mergeCell') {
      const area = parseArea(attributes.ref ?? '');
      if (area) this.#merged.push(area);
    }
  }

  text(text: string): void {
    if (this.#isValue && this.#cell && this.#phonetic === 0) this.#cell.value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false;
    else if (name === 'rPh') this.#phonetic--;
    else if (name === 'c') this.#endCell();
  }

  /**
   * A merged cell stands for each row and column that it covers, so that a row can be read by itself; but
   * not for all columns of the sheet, as a title does.
   */
  fillMerged(): void {
    const widest = Math.max(0, ...[...this.rows.values()].slice(0, 1000).map((row) => row.size));
    // Areas that overlap are a fault, or made to take for ever.
    let steps = documentLimits.cells;
    for (const { top, left, bottom, right } of this.#merged) {
      const text = this.rows.get(top)?.get(left);
      if (text === undefined) continue;
      const isTitle = right - left + 1 >= widest;
      const last = isTitle ? left : Math.min(right, left + 100);
      for (let number = top; number <= bottom && steps-- > 0; number++) {
        const row = this.rows.get(number);
        for (let column = left; row && column <= last && steps-- > 0; column++) {
          if (!row.has(column)) row.set(column, text);
        }
      }
    }
  }

  #hideColumns({ min, max }: Readonly<Record<string, string>>): void {
    const last = Math.min(Number(max), LAST_COLUMN);
    for (let column = Math.max(1, Number(min)); column <= last; column++) this.#hiddenColumns.add(column);
  }

  #startRow({ r, hidden }: Readonly<Record<string, string>>): void {
    this.#row = Number(r) || this.#row + 1;
    this.#column = 0;
    this.#isRowHidden = isYes(hidden);
  }

  #startCell({ r = '', t = 'n', s }: Readonly<Record<string, string>>): void {
    this.#column = columnOf(r) ?? this.#column + 1;
    this.#cell = { column: this.#column, type: t, style: Number(s ?? 0), value: '' };
    if (++this.#count > documentLimits.cells) this.isCut = true;
  }

  #endCell(): void {
    const cell = this.#cell;
    this.#cell = null;
    const text = cell ? this.#show(cell).replace(/\s+/g, ' ').trim() : '';
    if (!cell || text === '' || this.isCut) return;
    if (this.#isRowHidden || this.#hiddenColumns.has(cell.column)) {
      this.hasHidden = true;
      return;
    }
    const row = this.rows.get(this.#row) ?? new Map<number, string>();
    this.rows.set(this.#row, row);
    row.set(cell.column, text);
  }

  #show({ type, style, value }: OpenCell): string {
    const { strings, kinds, isFrom1904 } = this.#context;
    if (type === 's') return strings[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    const number = Number(value);
    if (type !== 'n' || value.trim() === '' || !Number.isFinite(number)) return value;
    return showNumber(number, kinds[style] ?? 'number', isFrom1904);
  }
}

const LAST_COLUMN = 16_384;

function isYes(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** From 1, by the letters of a cell's name: 28 for "AB7". */
function columnOf(name: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(name)?.[0];
  if (!letters) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function parseArea(name: string): Area | null {
  const [first = '', last = ''] = name.split(':');
  const [left, right] = [columnOf(first), columnOf(last)];
  const [top, bottom] = [Number(/\d+$/.exec(first)?.[0]), Number(/\d+$/.exec(last)?.[0])];
  if (left === null || right === null || !(bottom >= top)) return null;
  return { top, left, bottom, right };
}
