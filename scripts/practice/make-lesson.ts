import type { Piece } from './encode-example.ts';
import { archivalSentence, attributes, documentNames } from './traces/archival-facts.ts';
import type { Dice } from './traces/dice.ts';
import { type Split, WordMaker } from './traces/word-maker.ts';

const given = (text: string): Piece => ({ text, kind: null });

/**
 * A short text that can only be gone on with by looking back in it. Traces ask for the same skill once in a few
 * hundred tokens, too seldom for it to appear; here every tenth token needs it.
 */
export function makeLesson(dice: Dice, split: Split): Piece[] {
  const words = new WordMaker(dice, split);
  return dice.chance(0.3) ? repeatLesson(dice, words) : factLesson(dice, words);
}

/** A list of words, said twice. */
function repeatLesson(dice: Dice, words: WordMaker): Piece[] {
  const list = Array.from({ length: dice.between(6, 24) }, () => ` ${words.make()}`);
  const [first = '', ...rest] = list;
  return [given(`${list.join('')}.${first}`), { text: `${rest.join('')}.`, kind: 'lesson: repeat' }];
}

interface LabelledFact {
  readonly label: string;
  readonly attribute: string;
  readonly key: string;
  readonly value: string;
}

/** Rows as a search shows them, then what they say again, row by row in any order, with the row's label. */
function factLesson(dice: Dice, words: WordMaker): Piece[] {
  const facts = makeFacts(dice, words);
  const asked = Array.from({ length: facts.length * 2 }, () => dice.pick(facts));
  return [
    given(rowsOf(facts, dice)),
    ...asked.flatMap((fact) => answerTo(fact, `lesson: ${facts.length} rows`)),
  ];
}

function makeFacts(dice: Dice, words: WordMaker): LabelledFact[] {
  const attribute = dice.pick(attributes);
  const count = dice.between(1, 6);
  const first = dice.between(1, 90);
  const facts: LabelledFact[] = [];
  for (let index = 0; index < count; index++) {
    // A row shares its key or its attribute with another one, so neither alone tells which row is meant.
    const before = dice.chance(0.2) ? facts.at(-1) : undefined;
    const others = attributes.filter((it) => it !== before?.attribute);
    facts.push({
      label: `d${first + index}`,
      attribute: before ? dice.pick(others) : attribute,
      key: before?.key ?? words.make(),
      value: words.make(),
    });
  }
  return facts;
}

function rowsOf(facts: readonly LabelledFact[], dice: Dice): string {
  return facts
    .map((fact) => `\n[${fact.label}] ${dice.pick(documentNames)}: ${archivalSentence(fact)}`)
    .join('');
}

function answerTo({ label, attribute, key, value }: LabelledFact, kind: string): Piece[] {
  return [given(`\nThe ${attribute} of ${key} is`), { text: ` ${value}.","sources":["${label}"]`, kind }];
}
