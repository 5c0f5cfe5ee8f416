import type { Clock } from './clock.ts';
import { formatMessages, formatPassages } from './format-hits.ts';
import type { ArchivalSpan, MemorySearch, MessageHit, PassageHit } from './memory-search.ts';
import type { MessagePart } from './message.ts';
import { charactersWithin } from './window-budget.ts';

/**
 * Least strength of a hit that is worth its tokens: half of the query's meaning or of its words. Weaker ones
 * are left for the model to search for.
 */
const LEAST_STRENGTH = 0.5;
const MOST_PASSAGES = 3;
const MOST_MESSAGES = 2;

export interface ReadaheadOptions {
  readonly search: MemorySearch;
  readonly clock: Clock;
  /** Tokens that what is fetched may take. */
  readonly tokens: number;
  /** Messages that are in the window already. */
  readonly exclude: ReadonlySet<string>;
  /** What of archival belongs to the chat; all of it where absent. */
  readonly within?: ArchivalSpan;
  /** Numbers of the first labels to give out. */
  readonly firstPassage: number;
  readonly firstMessage: number;
}

/**
 * Fetches, before the model asks, what the person's words are about: like an operating system that reads the
 * next pages before they fault. Saves the search step that small models forget. `null` when nothing is near
 * enough.
 */
export async function readahead(
  text: string,
  options: ReadaheadOptions,
): Promise<Extract<MessagePart, { type: 'readahead' }> | null> {
  const { search, clock, exclude, within, firstPassage, firstMessage } = options;
  const [archival, recall] = await Promise.all([
    search.archival({ text, page: 1, pageSize: MOST_PASSAGES, isPlain: true, ...(within && { within }) }),
    search.recall({ text, page: 1, pageSize: MOST_MESSAGES, exclude, isPlain: true }),
  ]);
  const passages = archival.hits.filter(isStrong);
  const messages = recall.hits.filter(isStrong);
  const found = passages.length + messages.length;
  if (found === 0) return null;
  const room = charactersWithin(options.tokens);
  const share = (hits: number) => Math.floor((room * hits) / found);
  const fromArchival = formatPassages(onePage(passages), firstPassage, share(passages.length), clock);
  const fromRecall = formatMessages(onePage(messages), firstMessage, share(messages.length), clock);
  return {
    type: 'readahead',
    at: clock.now(),
    message: [
      ...(passages.length > 0 ? ['From archival:', ...fromArchival.lines] : []),
      ...(messages.length > 0 ? ['From recall:', ...fromRecall.lines] : []),
    ].join('\n'),
    hits: [...fromArchival.hits, ...fromRecall.hits],
  };
}

function isStrong({ strength }: PassageHit | MessageHit): boolean {
  return strength >= LEAST_STRENGTH;
}

function onePage<Hit>(hits: readonly Hit[]) {
  return { hits, page: 1, pages: 1, total: hits.length, byMeaning: false };
}
