import type { TextReader, WordForms } from './text-reader.ts';

/** Numbers written as words, up to which English and German style guides ask for words. */
const numberWords: Readonly<Record<string, string>> = {
  ...numbered('zero one two three four five six seven eight nine ten eleven twelve'),
  ...numbered('null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'),
};
const digits = /\p{Nd}+(?:[.,:]\p{Nd}+)*/gu;
/** Words that often begin a sentence and are no names, beside those that end as common words do. */
const openers: ReadonlySet<string> = new Set(
  `above after again although another before below beside between beyond both each either else even ever few fewer
  first further hence here however instead last later less more most neither never next now once one only other
  otherwise overall per perhaps rather second several since still then there third though through thus today together
  tomorrow two under until up upon while whoever within without yesterday yet`.split(/\s+/),
);
const negation =
  /\b(?:not|never|no|none|neither|nor|cannot|without|nicht|nie|niemals|kein\w*|ohne)\b|n['’]t\b/i;

function numbered(words: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word, value) => [word, `${value}`]));
}

/**
 * The numbers that are written in digits, each once: `1,234` as `1234`, `07` as `7`, `2.50` as `2.5`; a date of
 * digits, a time and a range as their parts.
 */
export function numbersOf(text: string): string[] {
  const numbers: string[] = [];
  for (const [run] of text.normalize('NFKC').matchAll(digits)) {
    const joined = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(run) ? run.replaceAll(',', '') : run;
    const isDecimal = /^\d+\.\d+$/.test(joined);
    for (const part of isDecimal ? [joined] : joined.split(/[.,:]/)) numbers.push(plainNumber(part));
  }
  return [...new Set(numbers)];
}

/** The same, with those that are written as words. */
export function numbersHeld(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const written = words.flatMap((word) =>
    Object.hasOwn(numberWords, word) ? (numberWords[word] ?? []) : [],
  );
  return new Set([...numbersOf(text), ...written]);
}

/** The numbers that a sentence states, in digits or words; `one` is mostly none. */
export function numbersStated(sentence: string): string[] {
  const digits = numbersOf(sentence);
  return [
    ...digits,
    ...[...numbersHeld(sentence)].filter((number) => Number(number) > 1 && !digits.includes(number)),
  ];
}

function plainNumber(number: string): string {
  const whole = number.replace(/^0+(?=\d)/, '');
  return whole.includes('.') ? whole.replace(/\.?0+$/, '') : whole;
}

export function isNegated(text: string): boolean {
  return negation.test(text);
}

/**
 * The names in a sentence: what is written with a capital though no sentence begins there. A capital at the
 * beginning is one, too, unless the word ends as common words do or stands in `known` with a small letter.
 *
 * @param known texts in the same language
 */
export function namesIn(sentence: string, known: readonly string[], reader: TextReader): WordForms[] {
  if (reader.capitalisesNouns(sentence)) return [];
  const words = [...sentence.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)];
  const names = words.filter(({ 0: word, index }) => {
    if (!/^\p{Lu}/u.test(word)) return false;
    const begins = index === words[0]?.index || /[:“"„«]\s*$/.test(sentence.slice(0, index));
    return !begins || !isCommon(word, known);
  });
  return names.flatMap(([word]) => reader.telling(word));
}

function isCommon(word: string, known: readonly string[]): boolean {
  if (/(?:s|ing|ed|ly)$/.test(word) || openers.has(word.toLowerCase())) return true;
  const small = new RegExp(`(?<![\\p{L}\\p{N}])${word.toLowerCase()}(?![\\p{L}\\p{N}])`, 'u');
  return known.some((text) => small.test(text));
}
