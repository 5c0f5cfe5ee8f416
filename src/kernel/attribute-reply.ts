import { isNegated, namesIn, numbersHeld, numbersStated } from './attribute-facts.ts';
import { type Statement, statementsOf } from './attribute-statements.ts';
import type { TextRange } from './text-range.ts';
import type { ReadSentence, TextReader, WordForms } from './text-reader.ts';

/** A passage that the model could see when it wrote the reply. */
export interface ShownPassage {
  readonly id: string;
  readonly text: string;
  /** The document's name and the headings above it. */
  readonly place: string;
  /** Whether the reply names it as a source. */
  readonly isNamed: boolean;
}

/** That a passage bears out a sentence of a reply. */
export interface Attribution {
  readonly passageId: string;
  /** The sentence within the reply. */
  readonly reply: TextRange;
  /** The words within the passage that match it best: a sentence, or two that follow each other. */
  readonly passage: TextRange;
  /** The share of the sentence's words that the passage has there, each by how much it tells; 0 to 1. */
  readonly coverage: number;
}

/** Least coverage of a sentence by a passage. */
const LEAST_COVERAGE = 0.6;
/** The same for one that the model named, and where only words of the question are in common. */
interface Bar {
  readonly named: number;
  readonly repeated: number;
}
const usualBar: Bar = { named: 0.4, repeated: 0.9 };
/** For named passages, where no sentence of the reply reaches that: it was retold, or in another language. */
const retoldBar: Bar = { named: 0.2, repeated: 0.2 };
/** What the person's question adds to a passage that speaks of it; what being named adds. */
const QUESTION_BONUS = 0.3;
const NAMED_BONUS = 0.3;
/** Of words that only repeat the question, less is told than of others. */
const ASKED_WEIGHT = 0.5;
/** What a second sentence must add to the first; what a whole table must add to its rows. */
const WIDE_MALUS = 0.05;
const TABLE_MALUS = 0.1;
/** A sentence of one word in common needs this share of the question in the passage. */
const LEAST_QUESTION = 0.5;
/** Passages whose ranks are nearer are as good as each other. */
const SAME_RANK = 0.01;
/** Words in common from which on it does not matter which of two equals is taken: both say it. */
const ENOUGH_WORDS = 3;

/** By which a reply speaks of its sources and of itself, as forms in `TextReader.telling`. */
const frameWords: ReadonlySet<string> = new Set(
  `according answer answers article document documents file mention mentioned mentions page passage puts question read
  source sources text antwort dokument frage laut quelle quellen seite steht`.split(/\s+/),
);

export interface AttributeOptions {
  /** What the person had asked. */
  readonly asked: string;
  readonly reader: TextReader;
}

/**
 * Which passages bear out which sentences of a reply, in the reply's order. Numbers, names and negation must
 * agree, and most of what a sentence tells must stand close together in the passage; a sentence of which that
 * cannot be said has none. A named passage is taken at less, and before one that is only a little better.
 */
export function attributeReply(
  reply: string,
  passages: readonly ShownPassage[],
  { asked, reader }: AttributeOptions,
): Attribution[] {
  const window = readWindow(passages, asked, reader);
  const statements = statementsOf(reply, reader);
  const attributed = statements.flatMap((statement) => attribute(statement, window, usualBar));
  if (attributed.length > 0) return attributed;
  const named = window.passages.filter(({ shown }) => shown.isNamed);
  const retold = { ...window, passages: named };
  return statements.flatMap((statement) => attribute(statement, retold, retoldBar));
}

interface WeighedWord {
  readonly forms: WordForms;
  /** Over 0; the more, the fewer passages have the word. */
  readonly weight: number;
  /** Whether the person had it in the question. */
  readonly isAsked: boolean;
}

interface Span {
  readonly range: TextRange;
  /** What it must tell more than a single sentence to be taken before it. */
  readonly malus: number;
  readonly words: ReadonlySet<string>;
}

interface ReadPassage {
  readonly shown: ShownPassage;
  readonly words: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  /** Its sentences, each two that follow each other, and whole tables. */
  readonly spans: readonly Span[];
  /** The share of the question's words that it has. */
  readonly onQuestion: number;
}

interface ReadWindow {
  readonly passages: readonly ReadPassage[];
  readonly texts: readonly string[];
  /** The words that tell something, and how much. */
  readonly weigh: (text: string) => readonly WeighedWord[];
  readonly reader: TextReader;
}

function readWindow(passages: readonly ShownPassage[], asked: string, reader: TextReader): ReadWindow {
  const read = passages.map((shown) => {
    const whole = `${shown.place}\n${shown.text}`;
    return { shown, words: reader.words(whole), numbers: numbersHeld(whole), spans: spansOf(shown, reader) };
  });
  const askedWords = reader.words(asked);
  const weigh = (text: string) =>
    reader.telling(text).flatMap((forms) => {
      const among = read.filter(({ words }) => holds(words, forms)).length;
      if (among === 0 && frameWords.has(forms[0] ?? '')) return [];
      // What none has counts as what one has: the model's own word is as likely as something made up.
      const weight = Math.log(1 + (read.length + 1) / (Math.max(1, among) + 0.5));
      return [{ forms, weight, isAsked: holds(askedWords, forms) }];
    });
  const question = weigh(asked);
  return {
    passages: read.map((each) => ({ ...each, onQuestion: share(question, each.words) })),
    texts: [asked, ...passages.map(({ text }) => text)],
    weigh,
    reader,
  };
}

function spansOf({ text, place }: ShownPassage, reader: TextReader): Span[] {
  const above = reader.words(place);
  const wordsOf = ({ start, end }: TextRange) => reader.words(text.slice(start, end));
  const read = reader.sentences(text);
  // Names of columns say nothing by themselves; each row is read with them.
  const sentences = read
    .filter(({ row }) => !row?.isHeader)
    .map((sentence) => ({ ...sentence, words: new Set([...wordsOf(sentence), ...headerWords(sentence)]) }));
  const spans = sentences.flatMap(({ start, end, words }, index): Span[] => {
    const next = sentences[index + 1];
    const one = { range: { start, end }, malus: 0, words: new Set([...above, ...words]) };
    if (!next) return [one];
    const both = { start, end: next.end };
    return [one, { range: both, malus: WIDE_MALUS, words: new Set([...one.words, ...next.words]) }];
  });
  const tables = new Set(read.flatMap(({ row }) => row?.table ?? []));
  const whole = [...tables].map((range): Span => {
    return { range, malus: TABLE_MALUS, words: new Set([...above, ...wordsOf(range)]) };
  });
  return [...spans, ...whole];

  function headerWords({ row }: ReadSentence): ReadonlySet<string> {
    return row?.header ? wordsOf(row.header) : new Set();
  }
}

interface Match {
  readonly passage: ReadPassage;
  readonly span: Span;
  readonly coverage: number;
  readonly inCommon: number;
  /** Whether all of that stood in the question already. */
  readonly isRepeated: boolean;
  readonly rank: number;
}

function attribute(statement: Statement, window: ReadWindow, bar: Bar): Attribution[] {
  const { text, range } = statement;
  const terms = window.weigh(text);
  const names = namesIn(text, window.texts, window.reader);
  const numbers = numbersStated(text);
  const agreeing = window.passages.filter(
    (it) => numbers.every((number) => it.numbers.has(number)) && names.every((name) => holds(it.words, name)),
  );
  const matches = agreeing
    .flatMap((passage) => matchPassage(terms, passage) ?? [])
    .filter((match) => isEnough(match, bar) && (!isNegated(text) || isNegated(spanText(match))))
    .sort((one, other) => other.rank - one.rank);
  const best = matches[0];
  if (!best || isAmbiguous(best, matches[1])) return [];
  const alsoNamed = matches.filter(
    (it) => it !== best && it.passage.shown.isNamed && it.coverage >= Math.max(LEAST_COVERAGE, best.coverage),
  );
  return [best, ...alsoNamed].map(({ passage, span, coverage }) => ({
    passageId: passage.shown.id,
    reply: range,
    passage: span.range,
    coverage,
  }));
}

/** How well a passage's best span covers a sentence: the first of equals, two sentences only where both tell. */
function matchPassage(terms: readonly WeighedWord[], passage: ReadPassage): Match | null {
  let best: { span: Span; coverage: number } | null = null;
  let least = 0;
  for (const span of passage.spans) {
    const coverage = share(terms, span.words);
    const worth = coverage - span.malus;
    if (worth <= least) continue;
    best = { span, coverage };
    least = worth;
  }
  if (best === null) return null;
  const { span, coverage } = best;
  const bonus = passage.shown.isNamed ? NAMED_BONUS : 0;
  const common = terms.filter(({ forms }) => holds(span.words, forms));
  return {
    ...{ passage, span, coverage, inCommon: common.length },
    isRepeated: common.every(({ isAsked }) => isAsked),
    rank: coverage + QUESTION_BONUS * passage.onQuestion + bonus,
  };
}

function isEnough({ passage, coverage, inCommon, isRepeated }: Match, { named, repeated }: Bar): boolean {
  const { isNamed } = passage.shown;
  if (isRepeated) return coverage >= repeated && (inCommon > 1 || isNamed);
  if (isNamed) return coverage >= named;
  return coverage >= LEAST_COVERAGE && (inCommon > 1 || passage.onQuestion >= LEAST_QUESTION);
}

/** Two passages of which nothing says which was meant, and too little that both say the same. */
function isAmbiguous(best: Match, next: Match | undefined): boolean {
  if (!next || best.rank - next.rank > SAME_RANK || best.inCommon >= ENOUGH_WORDS) return false;
  return best.passage.shown.text !== next.passage.shown.text;
}

function spanText({ passage, span }: Match): string {
  return passage.shown.text.slice(span.range.start, span.range.end);
}

/** The share of the words that a text has, each by how much it tells. */
function share(wanted: readonly WeighedWord[], words: ReadonlySet<string>): number {
  let [told, all] = [0, 0];
  for (const { forms, weight, isAsked } of wanted) {
    const counted = isAsked ? weight * ASKED_WEIGHT : weight;
    all += counted;
    if (holds(words, forms)) told += counted;
  }
  return all === 0 ? 0 : told / all;
}

function holds(words: ReadonlySet<string>, forms: WordForms): boolean {
  return forms.some((form) => words.has(form));
}
