import type { MarkedToken, Token, TokenizerExtension } from 'marked';
import { type FoundMath, mathAt, mathBlockAt } from './find-math.ts';

export type MathToken = FoundMath & { readonly type: 'math' };

/** What the lexer makes of a text. */
export type MarkdownToken = MarkedToken | MathToken;

/** Formulas within a line, before anything else can be made of what stands in them. */
export const inlineMath: TokenizerExtension = {
  name: 'math',
  level: 'inline',
  start: (text) => startOf(/\$|\\[([]/.exec(text)),
  tokenizer(text, tokens: readonly Token[]) {
    const found = /^(?:\$|\\[([])/.test(text) ? mathAt(text, tokens.at(-1)?.raw.slice(-1) ?? '') : null;
    return found ? { type: 'math', ...found } : undefined;
  },
};

/** Formulas on lines of their own, whatever list or heading their lines look like. */
export const mathBlock: TokenizerExtension = {
  name: 'math-block',
  level: 'block',
  start: (text) => startOf(/(?<=\n) {0,3}(?:\$\$|\\\[)/.exec(text)),
  tokenizer(text) {
    const found = mathBlockAt(text);
    return found ? { type: 'math', ...found } : undefined;
  },
};

/** `undefined` where there is none, as the lexer wants it. */
function startOf(match: RegExpExecArray | null): number | undefined {
  return match?.index;
}
