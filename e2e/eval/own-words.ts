/*
 * How the evaluation's model says things in other words than it read them in: a few turns of phrase, words of the
 * same meaning, and words left out.
 */

/** A found answer in its surroundings. */
export interface FoundAnswer {
  readonly question: string;
  readonly answer: string;
  /** The sentence of the passage that has the answer. */
  readonly sentence: string;
}

const sameMeaning: Readonly<Record<string, string>> = {
  ...{
    awarded: 'given',
    award: 'honour',
    began: 'started',
    biggest: 'largest',
    built: 'put up',
    called: 'named',
  },
  ...{
    city: 'town',
    company: 'firm',
    created: 'made',
    died: 'passed away',
    earliest: 'first',
    ended: 'finished',
  },
  ...{
    episode: 'instalment',
    film: 'movie',
    filmed: 'shot',
    first: 'earliest',
    founded: 'set up',
    got: 'received',
  },
  ...{ held: 'kept', largest: 'biggest', located: 'found', main: 'chief', made: 'produced', married: 'wed' },
  ...{
    movie: 'film',
    part: 'piece',
    people: 'persons',
    played: 'portrayed',
    plays: 'portrays',
    released: 'brought out',
  },
  ...{ said: 'stated', series: 'show', show: 'programme', song: 'track', started: 'began', starred: 'acted' },
  ...{
    wins: 'takes',
    won: 'took',
    work: 'labour',
    writes: 'composes',
    written: 'composed',
    wrote: 'composed',
  },
};
const asking =
  /^(?:who|what|when|where|which|why|how|whose|is|are|was|were|do|does|did|the|a|an|of|to|in|on|for|it|its|his|her|that|this|most|many|s)$/i;

/** Turns of phrase for an answer, each a sentence that the answer's passage bears out. */
export const phrasings: readonly ((found: FoundAnswer) => string)[] = [
  ({ question, answer }) => `As for the ${topicOf(question, 6)}, the answer is ${answer}.`,
  ({ answer }) => `It is ${answer}.`,
  (found) => `From what I read, ${retellAround(found)}.`,
  ({ question, answer, sentence }) =>
    `${capital(answer)} – so it is written there about ${topicOf(question, 3)}, along with ${fewWords(sentence, answer, 3)}.`,
  (found) =>
    `The passage puts it like this: ${retellAround(found)}, which answers the question of ${topicOf(found.question, 2)}.`,
];

/** A sentence told again: other words for some, and each third of the small words left out. */
export function retell(sentence: string): string {
  let small = 0;
  const words = sentence.split(' ').flatMap((word) => {
    const [, bare = '', after = ''] = /^(.*?)([.,;:!?]*)$/.exec(word) ?? [];
    const other = Object.hasOwn(sameMeaning, bare) ? sameMeaning[bare] : undefined;
    if (other !== undefined) return [other + after];
    if (!/^[a-z]{4,}$/.test(bare)) return [word];
    small++;
    return small % 3 === 0 ? [] : [word];
  });
  return words.join(' ').replace(/[.!?]+$/, '');
}

/** What a question is about: its first words that are no question words, some of them in others of their meaning. */
export function topicOf(question: string, most: number): string {
  const words = question.replace(/[^\p{L}\p{N}' ]/gu, ' ').split(/\s+/);
  const telling = words.filter((word) => word !== '' && !asking.test(word)).slice(0, most);
  return telling.map((word) => sameMeaning[word] ?? word).join(' ');
}

/** A part of the sentence, some words on both sides of the answer, told again; the answer stays. */
function retellAround({ sentence, answer }: FoundAnswer): string {
  const at = sentence.toLowerCase().indexOf(answer.toLowerCase());
  const before = sentence.slice(0, at).trim().split(/\s+/).slice(-8).join(' ');
  const after = sentence
    .slice(at + answer.length)
    .trim()
    .split(/\s+/)
    .slice(0, 6)
    .join(' ');
  const said = sentence.slice(at, at + answer.length);
  return `${retell(before)} ${said} ${retell(after)}`
    .replace(/\s+/g, ' ')
    .replace(/[\s,;:(]+$/, '')
    .trim();
}

function fewWords(sentence: string, answer: string, most: number): string {
  const rest = sentence.replace(answer, ' ').match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  return rest.slice(-most).join(' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
