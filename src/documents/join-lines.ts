/** Words seen whole in a document, in lower case, by which hyphens at line ends are judged. */
export type Vocabulary = ReadonlySet<string>;

const WORD = /\p{L}+(?:-\p{L}+)*/gu;
const BROKEN = /(\p{L}[\p{L}\p{M}]*)[-\u2010]$/u;
const REST = /^(\p{L}[\p{L}\p{M}]*)/u;

/** Collects the words of `lines`, leaving out those that a line end may have cut in two. */
export function collectVocabulary(lines: Iterable<string>): Vocabulary {
  const words = new Set<string>();
  let wasBroken = false;
  for (const line of lines) {
    const isBroken = BROKEN.test(line);
    const found = line.match(WORD) ?? [];
    const whole = found.slice(wasBroken ? 1 : 0, isBroken ? -1 : undefined);
    for (const word of whole) words.add(word.toLowerCase());
    wasBroken = isBroken;
  }
  return words;
}

/**
 * How `next` follows `line` in flowing text: what to keep of `line` and what to put between. A word broken
 * by a hyphen becomes whole, unless the document writes it with the hyphen elsewhere. Chinese and Japanese
 * lines follow without a space.
 */
export function joinLines(line: string, next: string, words: Vocabulary): { line: string; between: string } {
  const head = BROKEN.exec(line)?.[1];
  const rest = REST.exec(next)?.[1];
  if (!head) return { line, between: IDEOGRAPH_END.test(line) && IDEOGRAPH_START.test(next) ? '' : ' ' };
  // A capital or a digit after the hyphen: part of a name, such as GPT-4.
  if (!rest || !/^\p{Ll}/u.test(rest)) return { line, between: /^[\p{L}\p{N}]/u.test(next) ? '' : ' ' };
  const isCompound = /[-\u2010]\p{L}+[-\u2010]$/u.test(line) || keepsHyphen(head, rest, words);
  return { line: isCompound ? line : line.slice(0, -1), between: '' };
}

function keepsHyphen(head: string, rest: string, words: Vocabulary): boolean {
  const [first, second] = [head.toLowerCase(), rest.toLowerCase()];
  if (words.has(first + second)) return false;
  if (words.has(`${first}-${second}`)) return true;
  // Syllables are rarely words; two words that are known more likely make a compound.
  return Math.min(first.length, second.length) > 3 && words.has(first) && words.has(second);
}

const IDEOGRAPH_END = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]$/u;
const IDEOGRAPH_START = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
