/** A block of a Word document on its way to the text. */
export type DocxBlock = DocxParagraph | DocxTable;

export interface DocxParagraph {
  readonly kind: 'paragraph';
  readonly text: string;
  /** 1 to 6 for a heading, else 0. */
  readonly level: number;
  readonly isTitle: boolean;
  /** What stands before a list's item, and its depth from 0; `null` outside lists. */
  readonly item: { readonly label: string; readonly depth: number } | null;
  /** Footnotes it refers to, in order: their numbers in the text, and their ids in the file. */
  readonly notes: readonly NoteReference[];
}

export interface DocxTable {
  readonly kind: 'table';
  readonly rows: readonly (readonly string[])[];
  /** Rows at its top that are marked as headers. */
  readonly headers: number;
  readonly notes: readonly NoteReference[];
}

export interface NoteReference {
  readonly label: string;
  readonly id: string;
}

/** Its text on one line or a few, for a cell or a note. */
export function flattenBlocks(blocks: readonly DocxBlock[]): string {
  return blocks.map(flatten).filter(Boolean).join('\n');
}

function flatten(block: DocxBlock): string {
  if (block.kind === 'table') return block.rows.map((row) => row.filter(Boolean).join(', ')).join('; ');
  const label = block.item?.label ?? '';
  return label === '' ? block.text : `${label} ${block.text}`;
}
