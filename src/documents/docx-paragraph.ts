import type { DocxBlock, NoteReference } from './docx-block.ts';
import { headingLevel, isOn, plainStyle } from './docx-styles.ts';
import type { DocxContext } from './read-docx-story.ts';

interface Run {
  isHidden: boolean;
  isWhite: boolean;
  isShaded: boolean;
}

/** A size in half points that nobody can read. */
const INVISIBLE_SIZE = 2;

/** A paragraph of a Word document while it is read. */
export class DocxParagraphReader {
  /** What its text boxes hold. */
  readonly boxes: DocxBlock[] = [];
  readonly #context: DocxContext;
  /** In a table or text box, which may be dark: white text shows there. */
  readonly #isPlaced: boolean;
  readonly #notes: NoteReference[] = [];
  #text = '';
  #style = plainStyle;
  #styleId = '';
  #level: number | null = null;
  #listId: string | null = null;
  #depth: number | null = null;
  #isShaded = false;
  #run: Run | null = null;
  #isText = false;

  constructor(context: DocxContext, isPlaced: boolean) {
    this.#context = context;
    this.#isPlaced = isPlaced;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const value = attributes.val;
    if (name === 'r') this.#run = { isHidden: this.#style.isHidden, isWhite: false, isShaded: false };
    else if (name === 't') this.#isText = true;
    else if (this.#run) this.#openInRun(this.#run, name, attributes);
    else if (name === 'pStyle') this.#takeStyle(value ?? '');
    else if (name === 'outlineLvl') this.#level = headingLevel(Number(value));
    else if (name === 'numId') this.#listId = value ?? null;
    else if (name === 'ilvl') this.#depth = Number(value);
    else if (name === 'shd') this.#isShaded = isShading(attributes);
  }

  text(text: string): void {
    if (this.#isText) this.#write(text);
  }

  close(name: string): void {
    if (name === 't') this.#isText = false;
    else if (name === 'r') this.#run = null;
  }

  /** The paragraph, and what its text boxes hold. */
  finish(): readonly DocxBlock[] {
    const text = this.#text
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim();
    if (text === '') return this.boxes;
    const item = this.#item();
    const level = this.#level ?? this.#style.level;
    const { isTitle } = this.#style;
    const isHeading = level > 0 || isTitle;
    const label = item && item.label !== '-' && isHeading ? `${item.label} ` : '';
    const paragraph: DocxBlock = {
      kind: 'paragraph',
      text: (label + text).trim(),
      level: isTitle ? 1 : level,
      isTitle,
      item: isHeading ? null : item,
      notes: this.#notes,
    };
    return [paragraph, ...this.boxes];
  }

  #takeStyle(id: string): void {
    this.#styleId = id;
    this.#style = this.#context.styles.get(id) ?? plainStyle;
  }

  #openInRun(run: Run, name: string, attributes: Readonly<Record<string, string>>): void {
    const value = attributes.val;
    if (name === 'tab' || name === 'ptab') this.#write('\t');
    else if (name === 'br' || name === 'cr') this.#write('\n');
    else if (name === 'noBreakHyphen') this.#write('-');
    else if (name === 'sym') this.#write(symbol(attributes.char));
    else if (name === 'footnoteReference') this.#refer('footnote', attributes.id);
    else if (name === 'endnoteReference') this.#refer('endnote', attributes.id);
    else if (name === 'vanish') run.isHidden = isOn(value);
    else if (name === 'rStyle') run.isHidden ||= this.#context.styles.get(value ?? '')?.isHidden ?? false;
    else if (name === 'color') run.isWhite = /^f{6}$/i.test(value ?? '');
    else if (name === 'shd') run.isShaded = isShading(attributes);
    else if (name === 'highlight') run.isShaded = value !== 'none' && value !== 'white';
    else if (name === 'sz' && Number(value) <= INVISIBLE_SIZE) run.isHidden = true;
  }

  #write(text: string): void {
    const run = this.#run;
    const isOnWhite = !this.#isPlaced && !this.#isShaded && !run?.isShaded;
    if (run?.isHidden || (run?.isWhite && isOnWhite)) return;
    this.#text += text;
  }

  #refer(kind: 'footnote' | 'endnote', id: string | undefined): void {
    if (id === undefined) return;
    const label = this.#context.label(kind);
    this.#write(`[${label}]`);
    this.#notes.push({ label, id: `${kind} ${id}` });
  }

  #item(): { label: string; depth: number } | null {
    const { numbering } = this.#context;
    const listId = this.#listId ?? this.#style.listId;
    // List 0 takes a paragraph out of the list of its style.
    if (listId === null || listId === '0') return null;
    const depth = this.#depth ?? numbering.depthOf(listId, this.#styleId) ?? this.#style.depth ?? 0;
    const label = numbering.count(listId, depth);
    return label === null || label === '' ? null : { label, depth };
  }
}

function isShading({ fill, val }: Readonly<Record<string, string>>): boolean {
  const isFilled = fill !== undefined && !/^(?:auto|f{6})$/i.test(fill);
  return isFilled || (val !== undefined && val !== 'clear' && val !== 'nil');
}

/** Codes of symbol fonts say nothing, but for the bullet that most of them have. */
function symbol(code: string | undefined): string {
  const value = Number.parseInt(code ?? '', 16);
  if (value === 0xf0b7 || value === 0xf0a7) return '•';
  return value > 0x20 && value < 0xe000 ? String.fromCharCode(value) : '';
}
