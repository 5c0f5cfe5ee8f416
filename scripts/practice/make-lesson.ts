import type { Piece } from './encode-example.ts';
import { archivalSentence, attributes, documentNames } from './traces/archival-facts.ts';
import { type CoreKind, coreKinds } from './traces/core-kinds.ts';
import type { Dice } from './traces/dice.ts';
import { lineOf } from './traces/person.ts';
import { type Split, WordMaker } from './traces/word-maker.ts';

const given = (text: string): Piece => ({ text, kind: null });

/**
 * A short text that can only be gone on with by looking back in it. Traces ask for the same skill once in a few
 * hundred tokens, too seldom for it to appear; here every tenth token needs it.
 */
export function makeLesson(dice: Dice, split: Split): Piece[] {
  const words = new WordMaker(dice, split);
  const make = dice.weighted([
    [25, repeatLesson],
    [50, factLesson],
    [25, coreLesson],
  ]);
  return make(dice, words);
}

/** A list of words, said twice. */
function repeatLesson(dice: Dice, words: WordMaker): Piece[] {
  const list = Array.from({ length: dice.between(6, 24) }, () => ` ${words.make()}`);
  const [first = '', ...rest] = list;
  return [given(`${list.join('')}.${first}`), { text: `${rest.join('')}.`, kind: 'lesson: repeat' }];
}

/** Core memory as it reads, again with some lines changed, and what a correction or an answer repeats of it. */
function coreLesson(dice: Dice, words: WordMaker): Piece[] {
  const kinds = dice.shuffle([...coreKinds]).slice(0, dice.between(1, 6));
  const values = new Map(kinds.map((kind) => [kind, newValue(kind, dice, words)]));
  const pieces: Piece[] = [];
  for (let round = dice.between(1, 3); round > 0; round--) {
    pieces.push(given(linesOf(values, dice)));
    for (let asked = dice.between(1, 2 * kinds.length); asked > 0; asked--) {
      const kind = dice.pick(kinds);
      pieces.push(...repeatLine(kind, values.get(kind) ?? '', dice));
    }
    const changed = dice.pick(kinds);
    values.set(changed, newValue(changed, dice, words));
  }
  return pieces;
}

function newValue(kind: CoreKind, dice: Dice, words: WordMaker): string {
  return kind.values ? dice.pick(kind.values) : words.make();
}

/** As the system message shows core memory, or as the result of an edit does. */
function linesOf(values: ReadonlyMap<CoreKind, string>, dice: Dice): string {
  const lineBreak = dice.chance(0.4) ? '\n' : '\\n';
  return [...values]
    .map(([kind, value], index) => `${lineBreak}${index + 1}: ${lineOf(kind, value)}`)
    .join('');
}

function repeatLine(kind: CoreKind, value: string, dice: Dice): Piece[] {
  if (dice.chance(0.7)) {
    return [
      given(`\n"old_content":"${kind.line}:`),
      { text: ` ${value}","`, kind: 'lesson: core' },
      given('new_content'),
    ];
  }
  const [before = ''] = kind.answer.split(' *');
  return [given(`\n${before}`), { text: ` ${value}.`, kind: 'lesson: core' }];
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
