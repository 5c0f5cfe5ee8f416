import { firstPage, lastPage, type PdfBlock } from './pdf-block.ts';

/** Blocks between the halves of a paragraph, at most; a figure's labels can be many. */
const MOST_BETWEEN = 30;
const SENTENCE_END = /[.!?。！？…]["'”’»)\]]*$/u;
const HYPHENATED = /\p{L}[-\u2010]$/u;

/**
 * Joins a paragraph that a column or page end, a footnote or a figure interrupts. What lay between moves out
 * of the way: before the paragraph if it is on its first page, else after it, so that pages stay in order.
 */
export function joinContinuedBlocks(blocks: readonly PdfBlock[]): PdfBlock[] {
  const rest = [...blocks];
  for (let at = 0; at < rest.length; at++) {
    for (let found = findRest(rest, at); found; found = findRest(rest, at)) {
      at = join(rest, at, found);
    }
  }
  return rest;
}

/** The index of the block that goes on with `blocks[at]`, or `undefined`. */
function findRest(blocks: readonly PdfBlock[], at: number): number | undefined {
  const head = blocks[at];
  if (!head || !mayGoOn(head)) return undefined;
  let passesHeading = false;
  for (let next = at + 1; next <= at + 1 + MOST_BETWEEN; next++) {
    const block = blocks[next];
    if (!block || firstPage(block) > lastPage(head) + 1) return undefined;
    if (block.kind === 'heading') passesHeading = true;
    if (!isSameText(head, block)) continue;
    const between = blocks.slice(at + 1, next);
    const goesOn = startsMidSentence(head, block, passesHeading) && staysInOrder(head, block, between);
    return goesOn ? next : undefined;
  }
  return undefined;
}

/** A paragraph cut off in the middle of a sentence. One line alone may as well be a label. */
function mayGoOn({ kind, lines }: PdfBlock): boolean {
  const isProse = kind === 'paragraph' || kind === 'list';
  return isProse && lines.length > 1 && !SENTENCE_END.test(lines.at(-1)?.text ?? '');
}

/** Labels, captions and footnotes are set differently; a page number has no letters. */
function isSameText(head: PdfBlock, block: PdfBlock): boolean {
  const isSameSize = Math.abs(block.size - head.size) < 0.04 * head.size;
  const isSameFont = [...block.fonts].some((font) => head.fonts.has(font));
  const hasWords = block.lines.some(({ text }) => /\p{L}/u.test(text));
  return block.kind === 'paragraph' && isSameSize && isSameFont && hasWords;
}

function startsMidSentence(head: PdfBlock, block: PdfBlock, passesHeading: boolean): boolean {
  const start = block.lines[0]?.text ?? '';
  const word = /^\S+/.exec(start)?.[0].length ?? 0;
  // Letters are half as wide as they are high, about. With room for another word the line had ended.
  const isFull = head.room < (word / 2 + 1) * head.size || HYPHENATED.test(head.lines.at(-1)?.text ?? '');
  if (!isFull) return false;
  if (/^\p{Ll}/u.test(start)) return true;
  // A figure's title may look like a heading, but after a real one a sentence starts anew.
  if (passesHeading) return false;
  const jumps = firstPage(block) > lastPage(head) || block.top < head.bottom;
  return jumps && !block.startsIndented;
}

/** Nothing may lie between pages that the paragraph itself already spans. */
function staysInOrder(head: PdfBlock, block: PdfBlock, between: readonly PdfBlock[]): boolean {
  if (firstPage(block) === lastPage(head) || firstPage(head) === lastPage(head)) return true;
  return between.every((other) => firstPage(other) > lastPage(head));
}

/** Joins `blocks[next]` to `blocks[at]` in place; returns where the joined block now is. */
function join(blocks: PdfBlock[], at: number, next: number): number {
  const [head, tail] = [blocks[at], blocks[next]];
  if (!head || !tail) return at;
  const tailLines = tail.lines.map((line, index) => (index === 0 ? { ...line, isOwnLine: false } : line));
  const { bottom, room } = tail;
  const fonts = new Set([...head.fonts, ...tail.fonts]);
  const joined: PdfBlock = { ...head, lines: [...head.lines, ...tailLines], bottom, room, fonts };
  const between = blocks.slice(at + 1, next);
  const isOverPage = firstPage(tail) > lastPage(head);
  const before = isOverPage ? between.filter((other) => firstPage(other) <= lastPage(head)) : [];
  const after = between.filter((other) => !before.includes(other));
  const isOwnHeading = (block?: PdfBlock) =>
    block?.kind === 'heading' && firstPage(block) === firstPage(head);
  // A heading stays with its paragraph.
  let from = at;
  while (before.length > 0 && isOwnHeading(blocks[from - 1])) from--;
  const headings = blocks.slice(from, at);
  blocks.splice(from, next - from + 1, ...before, ...headings, joined, ...after);
  return from + before.length + headings.length;
}
