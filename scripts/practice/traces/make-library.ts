import {
  type ArchivalFact,
  archivalSentence,
  attributes,
  documentFiller,
  documentNames,
  headings,
} from './archival-facts.ts';
import type { Dice } from './dice.ts';
import type { WordMaker } from './word-maker.ts';

export interface LibraryPassage {
  readonly text: string;
  readonly page: number | null;
  readonly headingPath: readonly string[];
}

/** The documents of a story, and what they tell. */
export interface Library {
  readonly documents: readonly { readonly name: string; readonly passages: readonly LibraryPassage[] }[];
  readonly facts: readonly ArchivalFact[];
  /** Two facts, the first one's value being the second one's key. */
  readonly chains: readonly (readonly [first: ArchivalFact, second: ArchivalFact])[];
}

export interface LibraryOptions {
  /** Things that the first attribute is told of: the more, the more rows look alike. */
  readonly keys: number;
  /** Each passage is one sentence. */
  readonly plain?: boolean;
}

export function makeLibrary(dice: Dice, words: WordMaker, { keys, plain = false }: LibraryOptions): Library {
  const [first = '', second = ''] = dice.shuffle(attributes);
  const chains: [ArchivalFact, ArchivalFact][] = [];
  const facts: ArchivalFact[] = [];
  for (let count = 0; count < keys; count++) {
    const one = { attribute: first, key: words.make(), value: words.make() };
    facts.push(one);
    if (!dice.chance(0.7)) continue;
    const two = { attribute: second, key: one.value, value: words.make() };
    facts.push(two);
    chains.push([one, two]);
  }
  const documents = shareOut(dice, dice.shuffle(facts)).map((share) => makeDocument(dice, share, plain));
  return { documents, facts, chains };
}

function shareOut(dice: Dice, facts: readonly ArchivalFact[]): ArchivalFact[][] {
  const shares = Array.from({ length: dice.between(1, 3) }, (): ArchivalFact[] => []);
  for (const fact of facts) dice.pick(shares).push(fact);
  return shares.filter((share) => share.length > 0);
}

function makeDocument(
  dice: Dice,
  facts: readonly ArchivalFact[],
  plain: boolean,
): Library['documents'][number] {
  const passages: LibraryPassage[] = [];
  const hasPages = dice.chance(0.4);
  const headingPath = dice.chance(0.3) ? [dice.pick(headings)] : [];
  for (let at = 0; at < facts.length; ) {
    const count = plain ? 1 : sentencesTogether(dice);
    const sentences = facts.slice(at, at + count).map(archivalSentence);
    if (!plain && dice.chance(0.15)) sentences.push(dice.pick(documentFiller));
    if (!plain && dice.chance(0.1)) sentences.unshift(dice.pick(documentFiller));
    const page = hasPages ? 1 + passages.length : null;
    passages.push({ text: sentences.join(' '), page, headingPath });
    at += count;
  }
  return { name: dice.pick(documentNames), passages };
}

function sentencesTogether(dice: Dice): number {
  return dice.weighted([
    [82, 1],
    [10, 2],
    [6, 3],
    [2, 5],
  ]);
}
