import { type ArchivalFact, archivalSentence } from './archival-facts.ts';
import { coreKinds } from './core-kinds.ts';
import { Dice } from './dice.ts';
import { type Library, makeLibrary } from './make-library.ts';
import { lineOf, Person, tellOf } from './person.ts';
import type { SearchHabits } from './story-search.ts';
import type { Meaning } from './understand-sentence.ts';
import { WordMaker } from './word-maker.ts';

/** What happens in an item, in order. */
export type Scene =
  | { readonly type: 'say'; readonly text: string }
  /** Small talk, at least so many messages, until `text` has left the window. */
  | {
      readonly type: 'talk-until-evicted';
      readonly text: string;
      readonly messages: number;
      readonly talk: readonly string[];
    }
  | { readonly type: 'reload' }
  | { readonly type: 'new-chat' };

export type EvaluationKind =
  | 'core_memory'
  | 'recall_after_eviction'
  | 'archival_one_row'
  | 'archival_five_rows'
  | 'nested_two';

export const evaluationKinds: readonly EvaluationKind[] = [
  'core_memory',
  'recall_after_eviction',
  'archival_one_row',
  'archival_five_rows',
  'nested_two',
];

/** A story with one right ending, in words that no training example holds. */
export interface EvaluationItem {
  readonly kind: EvaluationKind | 'conversation';
  readonly seed: number;
  readonly core: readonly string[];
  readonly readsAhead: boolean;
  readonly habits: SearchHabits;
  readonly documents: Library['documents'];
  readonly scenes: readonly Scene[];
  /** The last reply, word for word. */
  readonly answer: string;
  /** What the cited rows must tell, one or more of them each; none where nothing may be cited. */
  readonly evidence: readonly ((meaning: Meaning) => boolean)[];
  /** A line that core memory must hold at the end; `null` where it does not matter. */
  readonly coreLine: string | null;
}

/** Everything that a maker of items draws from. */
interface Draw {
  readonly dice: Dice;
  readonly words: WordMaker;
  readonly person: Person;
  readonly base: Pick<EvaluationItem, 'seed' | 'core' | 'readsAhead' | 'habits' | 'documents' | 'coreLine'>;
}

/** Messages between a fact and the question for it, as the issue of the stories has it: fifty. */
const EVICTED_AFTER = 50;
const firstSeed = 0x70000000;

/** `count` items of a kind, the same ones each time. */
export function evaluationItems(kind: EvaluationKind, count: number): EvaluationItem[] {
  const place = evaluationKinds.indexOf(kind);
  return Array.from({ length: count }, (_, index) => {
    const seed = firstSeed + 10_000 * place + index;
    const dice = new Dice(seed);
    const words = new WordMaker(dice, 'evaluation');
    const habits = { rows: 5, shuffled: true, fills: false };
    const base = { seed, core: [], readsAhead: false, habits, documents: [], coreLine: null };
    return makers[kind]({ dice, words, person: new Person(dice, words), base }, index);
  });
}

const makers: Readonly<Record<EvaluationKind, (draw: Draw, index: number) => EvaluationItem>> = {
  core_memory: (draw, index) => (index % 2 === 0 ? savedItem(draw, index) : correctedItem(draw, index)),
  recall_after_eviction: evictedItem,
  archival_one_row: (draw) => archivalItem(draw, 'archival_one_row', 1),
  archival_five_rows: (draw) => archivalItem(draw, 'archival_five_rows', 5),
  nested_two: (draw, index) => nestedItem(draw, index % 2 === 0 ? 1 : 5),
};

/** Conversations of ten turns, for what a turn costs. */
export function conversationItems(count: number): EvaluationItem[] {
  return Array.from({ length: count }, (_, index) => {
    const seed = firstSeed + 900_000 + index;
    const dice = new Dice(seed);
    const words = new WordMaker(dice, 'evaluation');
    const person = new Person(dice, words);
    const library = makeLibrary(dice, words, { keys: 4, plain: true });
    const name = words.make();
    // Told below: not to be told again.
    for (const kind of coreKinds) if (kind.line === 'Name') person.core.set(kind, name);
    const between = dice.shuffle([
      () => person.chat(),
      () => person.tellCore(),
      () => person.tellCore(),
      () => person.tellRecall(),
      () => person.askRecall(),
      () => person.askArchival(library),
      () => person.askArchival(library),
      () => person.askNested(library),
    ]);
    const said = [`My name is ${name}.`, ...between.map((act) => act()), 'What is my name?'];
    return {
      kind: 'conversation',
      seed,
      core: [],
      readsAhead: index % 2 === 0,
      habits: { rows: 5, shuffled: true, fills: false },
      documents: library.documents,
      scenes: said.map(say),
      answer: `Your name is ${name}.`,
      evidence: [],
      coreLine: `Name: ${name}`,
    };
  });
}

/** A fact is told, and asked for after a reload or in a new chat. */
function savedItem({ dice, words, person, base }: Draw, index: number): EvaluationItem {
  const kind = dice.pick(madeKinds);
  const value = words.make();
  const others = otherFacts(dice, words, kind);
  const tell = dice.pick(kind.tells).replace('*', value);
  return {
    ...base,
    kind: 'core_memory',
    core: others,
    readsAhead: index % 4 < 2,
    scenes: [say(tell), ...talk(dice, person), leave(dice), say(dice.pick(kind.asks))],
    answer: kind.answer.replace('*', value),
    evidence: [],
    coreLine: lineOf(kind, value),
  };
}

/** A fact in core memory is corrected, and asked for at once, after a reload or in a new chat. */
function correctedItem({ dice, words, person, base }: Draw, index: number): EvaluationItem {
  const kind = dice.pick(madeKinds);
  const [before, after] = [words.make(), words.make()];
  const core = dice.shuffle([lineOf(kind, before), ...otherFacts(dice, words, kind)]);
  const tell = `No, that is wrong. ${dice.pick(kind.tells).replace('*', after)}`;
  const leaves = dice.chance(0.67) ? [leave(dice)] : [];
  return {
    ...base,
    kind: 'core_memory',
    core,
    readsAhead: index % 4 < 2,
    scenes: [say(tell), ...talk(dice, person), ...leaves, say(dice.pick(kind.asks))],
    answer: kind.answer.replace('*', after),
    evidence: [],
    coreLine: lineOf(kind, after),
  };
}

/** A passing fact is told among others, leaves the window, and is asked for. */
function evictedItem({ dice, person, base }: Draw): EvaluationItem {
  const facts = Array.from({ length: 3 }, () => person.newRecallFact());
  const fact = dice.pick(facts);
  const told = tellOf(fact);
  return {
    ...base,
    kind: 'recall_after_eviction',
    scenes: [
      ...facts.map((it) => say(tellOf(it))),
      {
        type: 'talk-until-evicted',
        text: told,
        messages: EVICTED_AFTER,
        talk: Array.from({ length: 60 }, () => person.chat()),
      },
      say(person.askFor(fact)),
    ],
    answer: fact.kind.answer.replace('#', fact.thing).replace('*', fact.value),
    evidence: [(it) => it.type === 'tell-recall' && it.thing === fact.thing && it.value === fact.value],
  };
}

/** A document's fact, in the only row of the result or in one of five that read alike. */
function archivalItem(
  { dice, words, person, base }: Draw,
  kind: 'archival_one_row' | 'archival_five_rows',
  rows: number,
): EvaluationItem {
  const library = makeLibrary(dice, words, { keys: 6, plain: true });
  const [first] = library.facts;
  const alike = library.facts.filter((fact) => fact.attribute === first?.attribute);
  const fact = dice.pick(alike);
  return {
    ...base,
    kind,
    habits: { ...base.habits, rows },
    documents: library.documents,
    scenes: [...talk(dice, person), say(person.askFact(fact))],
    answer: archivalSentence(fact),
    evidence: [tells(fact)],
  };
}

/** The first look-up gives the key of the second. */
function nestedItem({ dice, words, person, base }: Draw, rows: number): EvaluationItem {
  let library = makeLibrary(dice, words, { keys: 5, plain: true });
  while (library.chains.length === 0) library = makeLibrary(dice, words, { keys: 5, plain: true });
  const chain = dice.pick(library.chains);
  return {
    ...base,
    kind: 'nested_two',
    habits: { ...base.habits, rows },
    documents: library.documents,
    scenes: [...talk(dice, person), say(person.askChain(chain))],
    answer: chain.map(archivalSentence).join(' '),
    evidence: chain.map(tells),
  };
}

const madeKinds = coreKinds.filter((kind) => !kind.values);

function otherFacts(dice: Dice, words: WordMaker, but: (typeof coreKinds)[number]): string[] {
  const others = dice.shuffle(madeKinds.filter((kind) => kind !== but)).slice(0, dice.between(0, 2));
  return others.map((kind) => lineOf(kind, words.make()));
}

function talk(dice: Dice, person: Person): Scene[] {
  return Array.from({ length: dice.between(0, 2) }, () => say(person.chat()));
}

function leave(dice: Dice): Scene {
  return { type: dice.chance(0.5) ? 'reload' : 'new-chat' };
}

function say(text: string): Scene {
  return { type: 'say', text };
}

function tells(fact: ArchivalFact): (meaning: Meaning) => boolean {
  return (it) =>
    it.type === 'tell-archival' && it.fact.attribute === fact.attribute && it.fact.key === fact.key;
}
