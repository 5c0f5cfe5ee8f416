import { BlockWriter } from './block-writer.ts';
import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import type { Extraction } from './extracted-document.ts';
import { findHeader } from './find-header.ts';
import { MemoryBudget } from './memory-budget.ts';
import { readRelationships } from './office-package.ts';
import { readXlsxSheet, type XlsxContext, type XlsxSheet } from './read-xlsx-sheet.ts';
import { readXml } from './read-xml.ts';
import { isMarkup, ZipArchive } from './read-zip.ts';
import { ReadingStoppedError } from './reading-stopped-error.ts';
import { writeTable } from './write-table.ts';
import { readNumberKinds } from './xlsx-formats.ts';

const WHAT = 'This Excel workbook';

/**
 * The cells of a workbook row by row, as they show: each sheet under its name, each table of it, which blank
 * rows part, with its header row over every group of rows. What is hidden is left out, and said so.
 *
 * @throws ReadingStoppedError
 */
export async function extractXlsx(
  bytes: Uint8Array,
  budget: MemoryBudget = new MemoryBudget(),
): Promise<Extraction> {
  const archive = new ZipArchive(bytes, WHAT, { counts: isMarkup, budget });
  const root = (await readRelationships(archive, '')).find(({ type }) => type === 'officeDocument');
  const path = root?.target ?? 'xl/workbook.xml';
  const workbook = await archive.read(path);
  if (!workbook) throw new ReadingStoppedError(documentProblems.damaged(WHAT));
  const relationships = await readRelationships(archive, path);
  const part = async (type: string) => {
    const target = relationships.find((it) => it.type === type)?.target;
    return target === undefined ? null : archive.read(target);
  };
  const { sheets, isFrom1904 } = await readWorkbook(workbook, budget);
  const [strings, styles] = [await part('sharedStrings'), await part('styles')];
  const context: XlsxContext = {
    strings: strings ? await readStrings(strings, budget) : [],
    kinds: styles ? await readNumberKinds(styles, budget) : [],
    isFrom1904,
    budget,
  };
  const writer = new BlockWriter({ budget });
  let hasHidden = sheets.some(({ isHidden }) => isHidden);
  let isCut = false;
  for (const { name, id } of sheets.filter(({ isHidden }) => !isHidden)) {
    const target = relationships.find((it) => it.id === id && it.type === 'worksheet')?.target;
    const content = target === undefined ? null : await archive.read(target);
    if (!content || writer.isFull) continue;
    const sheet = await readXlsxSheet(content, context);
    writeSheet(writer, name, sheet);
    hasHidden ||= sheet.hasHidden;
    isCut ||= sheet.isCut;
  }
  const limit = documentLimits.cells.toLocaleString('en');
  const cut = isCut ? documentProblems.cutOff(`the first ${limit} cells of a sheet`) : null;
  return writer.finish('xlsx', cut ?? (hasHidden ? documentProblems.hiddenParts() : null));
}

interface SheetName {
  readonly name: string;
  readonly id: string;
  readonly isHidden: boolean;
}

async function readWorkbook(
  bytes: Uint8Array,
  budget: MemoryBudget,
): Promise<{ sheets: SheetName[]; isFrom1904: boolean }> {
  const sheets: SheetName[] = [];
  let isFrom1904 = false;
  await readXml(
    bytes,
    {
      open(element, { name = '', id = '', state, date1904 }) {
        if (element === 'sheet') sheets.push({ name, id, isHidden: /hidden/i.test(state ?? '') });
        else if (element === 'workbookPr') isFrom1904 = date1904 === '1' || date1904 === 'true';
      },
    },
    budget,
  );
  return { sheets, isFrom1904 };
}

/** The texts that cells refer to by index; the reading aids over their characters are left out. */
async function readStrings(bytes: Uint8Array, budget: MemoryBudget): Promise<readonly string[]> {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let phonetic = 0;
  await readXml(
    bytes,
    {
      open(name) {
        if (name === 'si') text = '';
        else if (name === 'rPh') phonetic++;
        else if (name === 't') isText = phonetic === 0;
      },
      text(part) {
        if (isText) text += part;
      },
      close(name) {
        if (name === 'si') strings.push(text);
        else if (name === 'rPh') phonetic--;
        else if (name === 't') isText = false;
      },
    },
    budget,
  );
  return strings;
}

function writeSheet(writer: BlockWriter, name: string, { rows }: XlsxSheet): void {
  if (rows.size === 0) return;
  writer.heading(1, name);
  for (const table of tablesOf(rows)) writeTable(writer, table, { separator: ' | ', isData: true });
}

type Rows = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** Blank rows part tables; what follows without a header of its own, in the same columns, goes on. */
function tablesOf(rows: Rows): readonly (readonly (readonly string[])[])[] {
  const tables: { columns: readonly number[]; rows: (readonly string[])[] }[] = [];
  for (const part of partsOf(rows)) {
    const columns = [...new Set(part.flatMap((row) => [...row.keys()]))].sort((a, b) => a - b);
    // Cells strewn far and wide are not worth lining up.
    const isStrewn = part.length * columns.length > documentLimits.cells;
    const gridBy = (by: readonly number[]) =>
      part.map((row) => (isStrewn ? inOrder(row) : by.map((column) => row.get(column) ?? '')));
    const last = tables.at(-1);
    const goesOn =
      last !== undefined &&
      columns.every((column) => last.columns.includes(column)) &&
      findHeader(last.rows, true) !== null &&
      findHeader(gridBy(columns), true) === null;
    if (goesOn) last.rows.push(...gridBy(last.columns));
    else tables.push({ columns, rows: gridBy(columns) });
  }
  return tables.map((table) => table.rows);
}

function inOrder(row: ReadonlyMap<number, string>): readonly string[] {
  return [...row].sort(([a], [b]) => a - b).map(([, text]) => text);
}

function partsOf(rows: Rows): readonly (readonly ReadonlyMap<number, string>[])[] {
  const parts: ReadonlyMap<number, string>[][] = [];
  let before = Number.NaN;
  for (const [number, row] of rows) {
    if (number === before + 1) parts.at(-1)?.push(row);
    else parts.push([row]);
    before = number;
  }
  return parts;
}
