import type { BenchConversation, BenchMessage, BenchQuestion } from './bench-conversation.ts';
import { seededRandom } from './seeded-random.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** As in LoCoMo: some 22 messages in a session, of some 120 characters each; every third can be asked for. */
const SESSION_LENGTH = 22;
const SHARE_TOLD = 0.35;
/** Words that the two use, beside those of the frames. */
const VOCABULARY = 5000;

type Word = () => string;

/** What small talk is held together by: words that no search looks at. */
const links = ['and the', 'with my', 'but then we had', 'about your', 'for all of', 'so much', 'from their'];
/** Least words of small talk beside the links, and how many more there may be. */
const CHATTER = { least: 6, more: 5 };

/** Something that happened, and how one would ask for it later. */
const tales: readonly ((word: Word) => { text: string; asked: string; answer: string })[] = [
  (word) => {
    const [place, thing, answer] = [word(), word(), word()];
    const text = `Guess what, I went to ${place} on Saturday for the ${thing} and came home with a ${answer}!`;
    return { text, asked: `What did I bring home from the ${thing} in ${place}?`, answer };
  },
  (word) => {
    const [name, thing, answer] = [word(), word(), word()];
    const text = `${name} has finally finished the ${thing}. It took two years, and it hangs in the ${answer} now.`;
    return { text, asked: `Where does the ${thing} hang that ${name} finished?`, answer };
  },
  (word) => {
    const [thing, cause, answer] = [word(), word(), word()];
    const text = `We had to call off the ${thing} because of the ${cause}; now it will be in ${answer}, fingers crossed.`;
    return { text, asked: `Where will the ${thing} be after the ${cause}?`, answer };
  },
  (word) => {
    const [name, place, answer] = [word(), word(), word()];
    const text = `My cousin ${name} is moving to ${place} next month to work as a ${answer}. I'm proud and sad at once.`;
    return { text, asked: `As what will cousin ${name} work in ${place}?`, answer };
  },
];

/** Stands in for LoCoMo where its data is absent: a chat of that shape, in words that do not exist. */
export function generateConversation(messageCount: number, seed: number): BenchConversation {
  const random = seededRandom(seed);
  const vocabulary = coinWords(VOCABULARY, random);
  // A few words come often and most seldom, as in any language.
  const word = () => vocabulary[Math.floor(VOCABULARY * random() ** 2)] ?? '';
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const start = Date.parse('2024-01-08T09:00:00Z');
  const messages: BenchMessage[] = [];
  const questions: BenchQuestion[] = [];
  for (let index = 0; index < messageCount; index++) {
    const id = `g${index + 1}`;
    const at = start + Math.floor(index / SESSION_LENGTH) * 9 * DAY + (index % SESSION_LENGTH) * MINUTE;
    const told = random() < SHARE_TOLD ? pick(tales)(word) : null;
    const length = CHATTER.least + Math.floor(random() * CHATTER.more);
    const chatter = Array.from({ length }, () => `${pick(links)} ${word()}`).join(' ');
    const text = told?.text ?? `Well, ${chatter}?`;
    messages.push({ id, role: index % 2 === 0 ? 'user' : 'assistant', text, at });
    if (told) questions.push({ text: told.asked, answer: told.answer, evidence: [id] });
  }
  return { source: `generated ${seed}`, messages, questions };
}

function coinWords(count: number, random: () => number): string[] {
  const pick = (letters: string) => letters[Math.floor(random() * letters.length)] ?? '';
  const syllable = () => pick('bdfghklmnprstvwz') + pick('aeiou') + pick('lmnrst');
  return Array.from({ length: count }, () => syllable() + syllable() + (random() < 0.4 ? syllable() : ''));
}
