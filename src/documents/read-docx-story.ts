import { type DocxBlock, flattenBlocks } from './docx-block.ts';
import type { DocxNumbering } from './docx-numbering.ts';
import { DocxParagraphReader } from './docx-paragraph.ts';
import type { DocxStyle } from './docx-styles.ts';
import { DocxTableReader } from './docx-table.ts';
import { type MemoryBudget, objectBytes } from './memory-budget.ts';
import { readXml, type XmlHandler } from './read-xml.ts';

/** What the stories of one Word document share. */
export interface DocxContext {
  readonly styles: ReadonlyMap<string, DocxStyle>;
  readonly numbering: DocxNumbering;
  /** Writes a note's number for a reference that shows in the text. */
  readonly label: (kind: 'footnote' | 'endnote') => string;
  readonly budget: MemoryBudget;
}

/** A story is a part that holds paragraphs: the body, a header, the footnotes. */
export interface DocxStory {
  readonly blocks: readonly DocxBlock[];
  /** Text of each note by its id, for the parts that hold notes. */
  readonly notes: ReadonlyMap<string, string>;
}

export async function readDocxStory(bytes: Uint8Array, context: DocxContext): Promise<DocxStory> {
  const reader = new StoryReader(context);
  await readXml(bytes, reader, context.budget);
  return { blocks: reader.blocks, notes: reader.notes };
}

/**
 * Not shown: text that was deleted or moved away with tracked changes, earlier formatting, field codes,
 * what stands in for a drawing in programs that can't show it, and the reading aids over characters.
 */
const UNSHOWN = new Set([
  'del',
  'moveFrom',
  'delText',
  'instrText',
  'delInstrText',
  'rPrChange',
  'pPrChange',
  'tblPrChange',
  'tblPrExChange',
  'trPrChange',
  'tcPrChange',
  'sectPrChange',
  'Fallback',
  'rt',
]);

class StoryReader implements XmlHandler {
  readonly blocks: DocxBlock[] = [];
  readonly notes = new Map<string, string>();
  readonly #context: DocxContext;
  /** Where blocks go; cells, text boxes and notes are places of their own within others. */
  readonly #places: DocxBlock[][] = [this.blocks];
  readonly #paragraphs: DocxParagraphReader[] = [];
  readonly #tables: DocxTableReader[] = [];
  #unshown = 0;
  #rowProperties = 0;
  #boxes = 0;
  #noteId: string | null = null;

  constructor(context: DocxContext) {
    this.#context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const isRowMark = name === 'del' && this.#rowProperties > 0;
    if (this.#unshown > 0 || (UNSHOWN.has(name) && !isRowMark)) {
      if (UNSHOWN.has(name)) this.#unshown++;
      return;
    }
    if (this.#openTable(name, attributes.val)) return;
    const isPlaced = this.#tables.length > 0 || this.#boxes > 0;
    if (name === 'p') this.#paragraphs.push(new DocxParagraphReader(this.#context, isPlaced));
    else if (name === 'txbxContent') this.#startBox();
    else if (name === 'footnote' || name === 'endnote') this.#startNote(attributes);
    else this.#paragraphs.at(-1)?.open(name, attributes);
  }

  text(text: string): void {
    if (this.#unshown === 0) this.#paragraphs.at(-1)?.text(text);
  }

  close(name: string): void {
    if (this.#unshown > 0) {
      if (UNSHOWN.has(name)) this.#unshown--;
      return;
    }
    if (name === 'p') this.#endParagraph();
    else if (name === 'txbxContent') this.#endBox();
    else if (name === 'footnote' || name === 'endnote') this.#endNote();
    else if (name === 'tbl') this.#endTable();
    else if (name === 'tr') this.#tables.at(-1)?.endRow();
    else if (name === 'tc' && this.#tables.length > 0) this.#places.pop();
    else if (name === 'trPr') this.#rowProperties--;
    else this.#paragraphs.at(-1)?.close(name);
  }

  #put(...blocks: readonly DocxBlock[]): void {
    this.#context.budget.take(2 * objectBytes * blocks.length);
    this.#places.at(-1)?.push(...blocks);
  }

  #openTable(name: string, value: string | undefined): boolean {
    if (name === 'tbl') {
      this.#tables.push(new DocxTableReader());
      return true;
    }
    const table = this.#tables.at(-1);
    if (!table) return false;
    if (name === 'tr') table.startRow();
    else if (name === 'tc') this.#places.push(table.startCell());
    else if (name === 'trPr') this.#rowProperties++;
    else if (['tblHeader', 'gridSpan', 'vMerge', 'del'].includes(name)) table.take(name, value);
    else return false;
    return true;
  }

  #endTable(): void {
    const table = this.#tables.pop();
    if (table) for (const block of table.finish()) this.#put(block);
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph) this.#put(...paragraph.finish());
  }

  /** A text box hangs on a paragraph and is read after it. */
  #startBox(): void {
    this.#boxes++;
    this.#places.push(this.#paragraphs.at(-1)?.boxes ?? []);
  }

  #endBox(): void {
    if (this.#boxes === 0) return;
    this.#boxes--;
    this.#places.pop();
  }

  #startNote({ id, type }: Readonly<Record<string, string>>): void {
    // Notes with a type are the lines that part notes from the text.
    this.#noteId = id !== undefined && (type === undefined || type === 'normal') ? id : null;
    this.#places.push([]);
  }

  #endNote(): void {
    const blocks = this.#places.pop();
    if (blocks && this.#noteId !== null) this.notes.set(this.#noteId, flattenBlocks(blocks));
  }
}
