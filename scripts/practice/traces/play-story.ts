import type { LanguageModel } from '../../../src/kernel/language-model.ts';
import { Dice } from './dice.ts';
import { type Library, makeLibrary } from './make-library.ts';
import { lineOf, Person, tellOf } from './person.ts';
import { summaryOpening } from './read-prompt.ts';
import { smallTalk } from './small-talk.ts';
import { type EarlierMessage, StoryWorld } from './story-world.ts';
import { mostTopics } from './teach.ts';
import { type Split, WordMaker } from './word-maker.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const firstDay = Date.parse('2024-01-01T06:00:00Z');

export type StoryLength = 'short' | 'middle' | 'long' | 'overflowing';

/** Fewest and most things said; an overflowing story flushes the window of the practice model. */
const turnsOf: Readonly<Record<StoryLength, readonly [least: number, most: number]>> = {
  short: [1, 4],
  middle: [5, 8],
  long: [9, 16],
  overflowing: [30, 46],
};

/** The story of one seed, played to its end. Returns how long it is. */
export async function playStory(seed: number, split: Split, model: LanguageModel): Promise<StoryLength> {
  const dice = new Dice(seed);
  const words = new WordMaker(dice, split);
  const person = new Person(dice, words);
  const library = makeLibrary(dice, words, { keys: dice.between(1, 6) });
  const world = await openWorld(dice, person, library);
  const length = dice.weighted([
    [87, 'short'],
    [9, 'middle'],
    [2, 'long'],
    [2, 'overflowing'],
  ] as const);
  const theme = themeOf(dice, length);
  const count = dice.between(...turnsOf[length]);
  for (let turn = 0; turn < count; turn++) {
    if (turn > 0) await happen(dice, world, person, model);
    if (turn > 0 && dice.chance(length === 'overflowing' ? 0.02 : 0.08)) {
      if (dice.chance(0.5)) world.reload();
      else world.beginChat();
    }
    await world.say(speak(dice, person, library, theme), model);
    passTime(dice, world);
  }
  return length;
}

async function openWorld(dice: Dice, person: Person, library: Library): Promise<StoryWorld> {
  const facts = dice.chance(0.3) ? 0 : dice.between(1, 5);
  for (let count = 0; count < facts; count++) person.newCoreFact();
  const isFresh = dice.chance(0.5);
  const world = new StoryWorld(
    {
      core: [...person.core].map(([kind, value]) => lineOf(kind, value)),
      readsAhead: dice.chance(0.4),
      time: firstDay + dice.between(0, 1400) * DAY + dice.between(0, 1000) * MINUTE,
      timeZone: dice.pick(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo']),
      labels: isFresh ? { passages: 0, messages: 0 } : labelsSoFar(dice),
    },
    dice,
  );
  world.search.habits = {
    rows: dice.weighted([
      [25, 1],
      [10, 2],
      [10, 3],
      [55, 5],
    ]),
    shuffled: dice.chance(0.65),
    fills: dice.chance(0.25),
  };
  for (const { name, passages } of library.documents) {
    await world.addDocument(name, passages, dice.chance(0.15));
  }
  rememberEarlier(dice, world, person);
  if (dice.chance(0.15)) await world.login(world.time - dice.between(1, 40) * DAY);
  return world;
}

function labelsSoFar(dice: Dice) {
  return { passages: dice.between(0, 90), messages: dice.between(0, 60) };
}

/** What recall holds when a story begins: another chat, or the evicted part of this one. */
function rememberEarlier(dice: Dice, world: StoryWorld, person: Person): void {
  const kind = dice.weighted([
    [40, 'nothing'],
    [35, 'other chat'],
    [25, 'evicted'],
  ] as const);
  if (kind === 'nothing') return;
  const first = person.recall.length;
  const messages = earlierMessages(dice, person);
  const minutesBetween = dice.pick([1, 3, 60, 600]);
  if (kind === 'other chat') {
    world.rememberEarlierChat(messages, minutesBetween);
    return;
  }
  const topics = [
    ...[...person.core.keys()].map(({ topic }) => topic),
    ...person.recall.slice(first).map(({ kind, thing }) => kind.query.replace('#', thing)),
  ].slice(0, mostTopics);
  const summary = topics.length > 0 ? `${summaryOpening}${topics.join(', ')}.` : 'We made small talk.';
  world.beginEvicted(messages, minutesBetween, summary);
}

function earlierMessages(dice: Dice, person: Person): EarlierMessage[] {
  const exchanges = Array.from({ length: dice.between(1, 9) }, (): [string, string] => {
    if (dice.chance(0.6)) return [tellOf(person.newRecallFact()), 'I will remember that.'];
    const [said, reply] = dice.pick(smallTalk);
    return [said, reply];
  });
  return exchanges.flatMap(([said, reply]): EarlierMessage[] => [
    { role: 'user', text: said },
    { role: 'assistant', text: reply },
  ]);
}

/** What may come between two turns. */
async function happen(dice: Dice, world: StoryWorld, person: Person, model: LanguageModel): Promise<void> {
  if (dice.chance(0.02)) await world.login(world.time - dice.between(1, 900) * MINUTE);
  if (dice.chance(0.015)) {
    const reason = 'The app was closed while you answered.';
    await world.note({ type: 'run_interrupted', at: world.time, reason });
  }
  if (dice.chance(0.02)) {
    person.newCoreFact();
    await world.editCore([...person.core].map(([kind, value]) => lineOf(kind, value)));
  }
  if (dice.chance(0.005)) await world.wake(model);
  if (dice.chance(0.01)) world.search.fails = true;
}

/** What a story is mostly about. */
type Theme = 'all' | 'core' | 'recall' | 'library' | 'talk';

/** How often a person of each theme tells, asks or talks, by the hundred or so. */
const weights: Readonly<Record<Theme, Readonly<Record<Act, number>>>> = {
  all: {
    tell: 14,
    two: 3,
    correct: 14,
    ask: 15,
    left: 9,
    where: 16,
    find: 24,
    chain: 16,
    talk: 9,
    greet: 4,
    more: 4,
  },
  core: {
    tell: 24,
    two: 4,
    correct: 40,
    ask: 34,
    left: 4,
    where: 4,
    find: 4,
    chain: 2,
    talk: 4,
    greet: 4,
    more: 2,
  },
  recall: {
    tell: 4,
    two: 1,
    correct: 2,
    ask: 6,
    left: 20,
    where: 52,
    find: 4,
    chain: 2,
    talk: 6,
    greet: 2,
    more: 2,
  },
  library: {
    tell: 2,
    two: 0,
    correct: 1,
    ask: 3,
    left: 2,
    where: 4,
    find: 52,
    chain: 32,
    talk: 2,
    greet: 1,
    more: 1,
  },
  talk: {
    tell: 12,
    two: 2,
    correct: 6,
    ask: 12,
    left: 9,
    where: 14,
    find: 14,
    chain: 9,
    talk: 80,
    greet: 6,
    more: 6,
  },
};

type Act =
  | 'tell'
  | 'two'
  | 'correct'
  | 'ask'
  | 'left'
  | 'where'
  | 'find'
  | 'chain'
  | 'talk'
  | 'greet'
  | 'more';

function speak(dice: Dice, person: Person, library: Library, theme: Theme): string {
  const of = weights[theme];
  const say = dice.weighted<() => string>([
    [of.tell, () => person.tellCore()],
    [of.two, () => person.tellTwo()],
    [of.correct, () => person.correctCore()],
    [of.ask, () => person.askCore()],
    [of.left, () => person.tellRecall()],
    [of.where, () => person.askRecall()],
    [of.find, () => person.askArchival(library)],
    [of.chain, () => person.askNested(library)],
    [of.talk, () => person.chat()],
    [of.greet, () => person.greet()],
    [of.more, () => person.askForMore()],
  ]);
  return say();
}

function themeOf(dice: Dice, length: StoryLength): Theme {
  if (length === 'overflowing') return 'talk';
  return dice.weighted([
    [27, 'all'],
    [30, 'core'],
    [15, 'recall'],
    [28, 'library'],
  ] as const);
}

function passTime(dice: Dice, world: StoryWorld): void {
  world.time += dice.weighted([
    [70, dice.between(5, 300) * 1000],
    [20, dice.between(5, 600) * MINUTE],
    [10, dice.between(1, 20) * DAY],
  ]);
}
