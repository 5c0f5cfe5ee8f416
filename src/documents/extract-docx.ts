import { BlockWriter } from './block-writer.ts';
import { documentProblems } from './document-problems.ts';
import { type DocxBlock, type DocxParagraph, flattenBlocks, type NoteReference } from './docx-block.ts';
import { DocxNumbering, roman } from './docx-numbering.ts';
import { readDocxStyles } from './docx-styles.ts';
import type { Extraction } from './extracted-document.ts';
import { MemoryBudget } from './memory-budget.ts';
import { type OfficeRelationship, readRelationships } from './office-package.ts';
import { type DocxContext, readDocxStory } from './read-docx-story.ts';
import { isMarkup, ZipArchive } from './read-zip.ts';
import { ReadingStoppedError } from './reading-stopped-error.ts';
import { writeTable } from './write-table.ts';

const WHAT = 'This Word document';

/**
 * Text of a Word document: headings by style or outline level, lists with their numbers, tables row by row,
 * each footnote after the block that refers to it, endnotes at the end, each header and footer once at the
 * start. Deleted and hidden text is left out.
 *
 * @throws ReadingStoppedError
 */
export async function extractDocx(
  bytes: Uint8Array,
  budget: MemoryBudget = new MemoryBudget(),
): Promise<Extraction> {
  const archive = new ZipArchive(bytes, WHAT, { counts: isMarkup, budget });
  const root = (await readRelationships(archive, '')).find(({ type }) => type === 'officeDocument');
  const path = root?.target ?? 'word/document.xml';
  const body = await archive.read(path);
  if (!body) throw new ReadingStoppedError(documentProblems.damaged(WHAT));
  const parts = new DocxParts(archive, await readRelationships(archive, path));
  const context = await readContext(parts, budget);
  const margins = await readMargins(parts, context);
  const { blocks } = await readDocxStory(body, context);
  const notes = new Map([
    ...(await readNotes(parts, 'footnote', context)),
    ...(await readNotes(parts, 'endnote', context)),
  ]);
  const writer = new BlockWriter({ budget });
  for (const text of margins) writer.paragraph(text);
  new DocxWriter(writer, notes).write(blocks);
  return writer.finish('docx');
}

class DocxParts {
  readonly #archive: ZipArchive;
  readonly #relationships: readonly OfficeRelationship[];

  constructor(archive: ZipArchive, relationships: readonly OfficeRelationship[]) {
    this.#archive = archive;
    this.#relationships = relationships;
  }

  async read(type: string): Promise<Uint8Array | null> {
    return (await this.readAll(type))[0] ?? null;
  }

  async readAll(type: string): Promise<readonly Uint8Array[]> {
    const found: Uint8Array[] = [];
    for (const relationship of this.#relationships) {
      const bytes = relationship.type === type ? await this.#archive.read(relationship.target) : null;
      if (bytes) found.push(bytes);
    }
    return found;
  }
}

async function readContext(parts: DocxParts, budget: MemoryBudget): Promise<DocxContext> {
  const styles = await parts.read('styles');
  const counts = { footnote: 0, endnote: 0 };
  return {
    styles: styles ? await readDocxStyles(styles, budget) : new Map(),
    numbering: await DocxNumbering.read(await parts.read('numbering'), budget),
    label: (kind) => (kind === 'footnote' ? String(++counts.footnote) : roman(++counts.endnote)),
    budget,
  };
}

/** What stands above or below every page, each text once; page numbers alone say nothing. */
async function readMargins(parts: DocxParts, context: DocxContext): Promise<ReadonlySet<string>> {
  const texts = new Set<string>();
  for (const type of ['header', 'footer']) {
    for (const bytes of await parts.readAll(type)) {
      const { blocks } = await readDocxStory(bytes, context);
      const text = flattenBlocks(blocks);
      if (!/^(?:page|of|\W|\d)*$/i.test(text)) texts.add(text);
    }
  }
  return texts;
}

async function readNotes(
  parts: DocxParts,
  kind: 'footnote' | 'endnote',
  context: DocxContext,
): Promise<readonly (readonly [string, string])[]> {
  const bytes = await parts.read(`${kind}s`);
  if (!bytes) return [];
  const { notes } = await readDocxStory(bytes, context);
  return [...notes].map(([id, text]) => [`${kind} ${id}`, text] as const);
}

class DocxWriter {
  readonly #writer: BlockWriter;
  readonly #notes: ReadonlyMap<string, string>;
  #items: string[] = [];
  /** Footnotes that the open list refers to. */
  #waiting: NoteReference[] = [];
  readonly #endnotes: NoteReference[] = [];

  constructor(writer: BlockWriter, notes: ReadonlyMap<string, string>) {
    this.#writer = writer;
    this.#notes = notes;
  }

  write(blocks: readonly DocxBlock[]): void {
    // A title stands over all other headings, which start at the same level.
    const hasTitle = blocks.some((block) => block.kind === 'paragraph' && block.isTitle);
    for (const block of blocks) {
      if (block.kind === 'table') this.#table(block.rows, block.headers);
      else if (block.item) this.#items.push(itemLine(block));
      else this.#paragraph(block, hasTitle && !block.isTitle ? 1 : 0);
      this.#waiting.push(...block.notes);
      if (block.kind === 'table' || !block.item) this.#writeNotes();
    }
    this.#endList();
    this.#writeEndnotes();
  }

  #paragraph({ text, level }: DocxParagraph, shift: number): void {
    this.#endList();
    if (level > 0) this.#writer.heading(level + shift, text);
    else this.#writer.paragraph(text);
  }

  #table(rows: readonly (readonly string[])[], headers: number): void {
    this.#endList();
    const style = { separator: ' | ', isData: false };
    writeTable(this.#writer, rows, headers === 1 ? { ...style, header: 0 } : style);
  }

  #endList(): void {
    this.#writer.list(this.#items.join('\n'));
    this.#items = [];
    this.#writeNotes();
  }

  #writeNotes(): void {
    for (const note of this.#waiting) {
      if (note.id.startsWith('endnote')) this.#endnotes.push(note);
      else this.#writeNote(note);
    }
    this.#waiting = [];
  }

  #writeNote({ label, id }: NoteReference): void {
    const text = this.#notes.get(id);
    if (text) this.#writer.paragraph(`[${label}] ${text}`);
  }

  #writeEndnotes(): void {
    if (this.#endnotes.length > 0) this.#writer.heading(1, 'Endnotes');
    for (const note of this.#endnotes) this.#writeNote(note);
  }
}

function itemLine({ text, item }: DocxParagraph): string {
  const indent = '  '.repeat(Math.min(8, item?.depth ?? 0));
  return `${indent}${item?.label} ${text.replaceAll('\n', `\n${indent}  `)}`;
}
