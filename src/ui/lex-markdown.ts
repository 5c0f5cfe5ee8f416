import { Lexer, Marked } from 'marked';
import { closeOpenMarks } from './close-open-marks.ts';
import { opensMath } from './find-math.ts';
import { inlineMath, type MarkdownToken, mathBlock } from './math-token.ts';

export interface LexedMarkdown {
  /** The text that was lexed. */
  readonly source: string;
  readonly blocks: readonly MarkdownToken[];
  /** Blocks at the start that no further text can change, and how much of the source they take. */
  readonly closed: number;
  readonly closedLength: number;
}

/** So many blocks at the end may still change as text comes: a list goes on, a heading gets underlined. */
const openBlocks = 3;

/** Markdown to blocks. */
export function lexMarkdown(text: string): LexedMarkdown {
  const source = withPlainLineEnds(text);
  const blocks = lex(source);
  return { source, blocks, closed: blocks.length, closedLength: source.length };
}

/**
 * The same for text that only grows: blocks that can't change any more are kept (as the same objects, so that
 * their elements need no new rendering) and only the end is lexed, as if what it opens were closed. Definitions
 * of links in one block are not seen from another that way; lexing the whole once at the end mends it.
 */
export function lexMarkdownTail(text: string, before: LexedMarkdown | null): LexedMarkdown {
  const source = withPlainLineEnds(text);
  const grows = before?.source !== undefined && source.startsWith(before.source);
  const kept = grows ? before.blocks.slice(0, before.closed) : [];
  const keptLength = grows ? before.closedLength : 0;
  const tail = lex(closeOpenMarks(source.slice(keptLength)));
  const closing = tail.slice(0, -openBlocks);
  return {
    source,
    blocks: [...kept, ...tail],
    closed: kept.length + closing.length,
    closedLength: closing.reduce((sum, block) => sum + block.raw.length, keptLength),
  };
}

const { defaults: withMath } = new Marked().use({ extensions: [mathBlock, inlineMath] });

/** Looking for formulas takes time for each word: only where there can be one. */
function lex(source: string): MarkdownToken[] {
  const lexer = opensMath.test(source) ? new Lexer(withMath) : new Lexer();
  return lexer.lex(source) as MarkdownToken[];
}

function withPlainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
