/**
 * A text as one searches in it: without case and accents, every run of white space one space, typographic quotes
 * and dashes plain. Positions lead back to the text it was made from.
 */
export interface FoldedText {
  readonly text: string;
  /** For each UTF-16 unit of `text`, where the character it came from begins in the original. */
  readonly starts: Uint32Array;
  /** Of the original. */
  readonly length: number;
}

/** Characters folded between two rests: a few milliseconds of work. */
const sliceLength = 20_000;

/**
 * Accents, and the vowel points of Hebrew and Arabic. Not every mark: those of Indic scripts and of kana are letters
 * to whoever reads them.
 */
const accents =
  /[\u0300-\u036f]|[\u0591-\u05bd]|[\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]|[\u064b-\u065f]|\u0670|[\u1dc0-\u1dff]/g;
/** Soft hyphens and joiners, which nobody types. */
const unseen = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const plainMarks: readonly [RegExp, string][] = [
  [/[\u2018\u2019\u201a\u201b\u2032]/g, "'"],
  [/[\u201c-\u201f\u2033]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
];

const known = new Map<string, string>();

/** One character, as it counts in a search; empty when it does not. */
function foldCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  let folded = character.normalize('NFKD').replace(accents, '').replace(unseen, '').normalize('NFC');
  // By way of capitals, ß and the final sigma come out as any other s.
  folded = folded.toUpperCase().toLowerCase().replace(accents, '').replace(/\s+/g, ' ');
  for (const [marks, plain] of plainMarks) folded = folded.replace(marks, plain);
  known.set(character, folded);
  return folded;
}

/** What is searched for, folded as the text is. */
export function foldQuery(query: string): string {
  return Array.from(query, foldCharacter).join('').replace(/ +/g, ' ').trim();
}

/**
 * Folds a text bit by bit: each turn of the generator does a few milliseconds of work, so that whoever drives it can
 * let the page breathe in between. Its result is the whole.
 */
export function* foldText(text: string): Generator<void, FoldedText> {
  const parts: string[] = [];
  let starts = new Uint32Array(text.length + 16);
  let count = 0;
  let isBlank = false;
  for (let from = 0; from < text.length; ) {
    const to = Math.min(text.length, from + sliceLength);
    let part = '';
    // A pair of surrogates that lies across the end of the slice is taken whole.
    while (from < to) {
      const character = String.fromCodePoint(text.codePointAt(from) ?? 0);
      for (const unit of foldCharacter(character)) {
        if (unit === ' ' && isBlank) continue;
        isBlank = unit === ' ';
        if (count + unit.length > starts.length) starts = grown(starts);
        for (let more = unit.length; more > 0; more--) starts[count++] = from;
        part += unit;
      }
      from += character.length;
    }
    parts.push(part);
    yield;
  }
  return { text: parts.join(''), starts: starts.subarray(0, count), length: text.length };
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
