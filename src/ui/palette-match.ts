import type { TextRange } from '../kernel/text-range.ts';
import { findMatches } from './find-matches.ts';
import { foldQuery, foldText } from './fold-text.ts';

/** What is looked for in names, folded. */
export interface NameQuery {
  readonly text: string;
  readonly words: readonly string[];
}

export function nameQuery(query: string): NameQuery {
  const text = foldQuery(query);
  return { text, words: text === '' ? [] : text.split(' ') };
}

/** Such names, nearly all of them in many languages, are folded ten times as fast. */
const asciiPattern = /^[ -~]*$/;
const foldedNames = new WeakMap<object, string>();

/** A name as it is compared: folded once for each of ten thousand chats, not at every key. */
export function foldedName(owner: object, name: string): string {
  const known = foldedNames.get(owner);
  if (known !== undefined) return known;
  const folded = asciiPattern.test(name) ? name.toLowerCase().replace(/ +/g, ' ').trim() : foldQuery(name);
  foldedNames.set(owner, folded);
  return folded;
}

/**
 * How well a folded name matches: 0 when a word is missing, more the more words begin where a word of the name
 * does, most when the name begins with the query or is the query.
 */
export function rankName(folded: string, { text, words }: NameQuery): number {
  if (words.length === 0) return 0;
  let begun = 0;
  for (const word of words) {
    const place = placeOf(folded, word);
    if (place === 'nowhere') return 0;
    if (place === 'start') begun++;
  }
  const whole = folded === text ? 2 : folded.startsWith(text) ? 1 : 0;
  return 1 + begun / words.length + whole;
}

const inWord = /[\p{L}\p{N}]/u;

function placeOf(folded: string, word: string): 'start' | 'within' | 'nowhere' {
  let at = folded.indexOf(word);
  if (at < 0) return 'nowhere';
  for (; at >= 0; at = folded.indexOf(word, at + 1)) {
    if (beginsWord(folded, at)) return 'start';
  }
  return 'within';
}

function beginsWord(text: string, at: number): boolean {
  return at === 0 || !inWord.test(text.charAt(at - 1));
}

/** Where the query's words stand in a name, in order: at the beginnings of words if they do anywhere. */
export function nameMarks(name: string, { words }: NameQuery): TextRange[] {
  if (words.length === 0) return [];
  const folding = foldText(name);
  let turn = folding.next();
  while (!turn.done) turn = folding.next();
  const folded = turn.value;
  const ranges = words.flatMap((word) => {
    const matches = findMatches(folded, word);
    const all: TextRange[] = [];
    for (let index = 0; index < matches.count; index++) {
      const range = matches.range(index);
      if (range) all.push(range);
    }
    const begun = all.filter(({ start }) => beginsWord(name, start));
    return begun.length > 0 ? begun : all;
  });
  return joined(ranges.sort((one, other) => one.start - other.start));
}

/** Ranges in order, with those that touch made one. */
function joined(ranges: readonly TextRange[]): TextRange[] {
  const whole: TextRange[] = [];
  for (const range of ranges) {
    const last = whole.at(-1);
    if (!last || range.start > last.end) whole.push(range);
    else whole.splice(-1, 1, { start: last.start, end: Math.max(last.end, range.end) });
  }
  return whole;
}
