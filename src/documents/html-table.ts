import { documentLimits } from './document-limits.ts';
import type { HtmlElement } from './parse-html.ts';

/** A cell with the rows and columns that it takes. */
export interface HtmlCell {
  readonly element: HtmlElement;
  readonly rows: number;
  readonly columns: number;
  readonly isHeader: boolean;
}

/** The rows of a table, those of tables within it left out. */
export function htmlRows(table: HtmlElement): readonly (readonly HtmlCell[])[] {
  const rows: (readonly HtmlCell[])[] = [];
  for (const child of table.children) {
    if (typeof child === 'string') continue;
    if (child.name === 'tr') rows.push(cellsOf(child));
    else if (SECTIONS.has(child.name)) rows.push(...htmlRows(child));
  }
  return rows;
}

const SECTIONS = new Set(['thead', 'tbody', 'tfoot']);

function cellsOf(row: HtmlElement): readonly HtmlCell[] {
  return row.children.flatMap((child): HtmlCell[] => {
    if (typeof child === 'string' || (child.name !== 'td' && child.name !== 'th')) return [];
    const { rowspan, colspan } = child.attributes;
    return [
      { element: child, rows: spanOf(rowspan), columns: spanOf(colspan), isHeader: child.name === 'th' },
    ];
  });
}

function spanOf(value: string | undefined): number {
  const span = Number.parseInt(value ?? '1', 10);
  return span >= 1 ? Math.min(span, 1_000) : 1;
}

/**
 * Cells' texts in a grid. A cell over several rows stands in each of them, so that a row can be read by
 * itself; one over several columns stands in the first.
 */
export function gridOf(
  rows: readonly (readonly HtmlCell[])[],
  textOf: (cell: HtmlElement) => string,
): readonly (readonly string[])[] {
  /** By column: what goes on into the next row, and for how many rows. */
  const open: { text: string; left: number }[] = [];
  // Spans can claim far more cells than anyone wrote.
  let room: number = documentLimits.cells;
  return rows.map((cells) => {
    const line: string[] = [];
    const goOn = () => {
      for (let above = open[line.length]; above && above.left > 0; above = open[line.length]) {
        above.left--;
        room--;
        line.push(above.text);
      }
    };
    for (const { element, rows: height, columns } of cells) {
      goOn();
      const text = textOf(element);
      for (let column = 0; column < (room > 0 ? columns : 1) && line.length < WIDEST; column++) {
        open[line.length] = { text: column === 0 ? text : '', left: room > 0 ? height - 1 : 0 };
        room--;
        line.push(column === 0 ? text : '');
      }
    }
    goOn();
    while (line.at(-1) === '') line.pop();
    return line;
  });
}

/** Columns told apart; a crafted table can claim millions. */
const WIDEST = 2_000;
