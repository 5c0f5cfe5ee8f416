import type {
  ArchivalQuery,
  MemorySearch,
  MessageHit,
  PassageHit,
  RecallQuery,
  ResultPage,
} from '../../../src/kernel/memory-search.ts';
import type { Message } from '../../../src/kernel/message.ts';
import type { Passage } from '../../../src/kernel/passage.ts';
import { queryTerms } from '../../../src/retrieval/query-terms.ts';
import type { Dice } from './dice.ts';

/** How a story's search shows what it finds. */
export interface SearchHabits {
  /** Rows on a page at most, from 1. */
  readonly rows: number;
  /** The best match stands anywhere on the page, not first. */
  readonly shuffled: boolean;
  /** What shares no word with the query fills the page up, as it does where search goes by meaning. */
  readonly fills: boolean;
}

interface Indexed<Row> {
  readonly row: Row;
  readonly terms: ReadonlySet<string>;
}

interface Ranked<Row> {
  readonly row: Row;
  readonly strength: number;
}

/**
 * Search by shared words over what a story holds, in memory. Unlike the app's it puts the rows where the story
 * wants them, so that the right one is found by reading and not by its place.
 */
export class StorySearch implements MemorySearch {
  habits: SearchHabits = { rows: 5, shuffled: false, fills: false };
  /** Set to let the next search fail. */
  fails = false;
  readonly #dice: Dice;
  readonly #messages = new Map<string, Indexed<Message>>();
  readonly #passages: Indexed<Passage & { readonly documentName: string }>[] = [];

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  messageAdded(message: Message): void {
    if (message.text === '') return;
    this.#messages.set(message.id, { row: message, terms: new Set(queryTerms(message.text)) });
  }

  passageAdded(passage: Passage, documentName: string): void {
    this.#passages.push({ row: { ...passage, documentName }, terms: new Set(queryTerms(passage.text)) });
  }

  async recall({ text, pageSize, exclude }: RecallQuery): Promise<ResultPage<MessageHit>> {
    this.#mayFail();
    const rows = [...this.#messages.values()].filter(({ row }) => !exclude?.has(row.id));
    const { shown, total } = this.#find(text ?? '', rows, pageSize);
    const hits = shown.map(({ row, strength }) => ({
      message: row,
      score: 1,
      found: 'words' as const,
      strength,
      sentence: null,
    }));
    return { hits, page: 1, pages: pagesOf(total, pageSize), total, byMeaning: false };
  }

  async archival({ text, pageSize }: ArchivalQuery): Promise<ResultPage<PassageHit>> {
    this.#mayFail();
    const { shown, total } = this.#find(text, this.#passages, pageSize);
    const hits = shown.map(({ row: { documentName, ...passage }, strength }) => ({
      passage,
      documentName,
      score: 1,
      found: 'words' as const,
      strength,
      sentence: null,
    }));
    return { hits, page: 1, pages: pagesOf(total, pageSize), total, byMeaning: false };
  }

  #mayFail(): void {
    if (!this.fails) return;
    this.fails = false;
    throw new Error('the index is being built.');
  }

  #find<Row>(
    text: string,
    rows: readonly Indexed<Row>[],
    pageSize: number,
  ): { shown: Ranked<Row>[]; total: number } {
    const { rows: most, shuffled, fills } = this.habits;
    const terms = queryTerms(text);
    const weights = terms.map((term) => weightOf(term, rows));
    const asked = weights.reduce((sum, it) => sum + it, 0);
    const ranked = this.#dice
      .shuffle(rows)
      .map(({ row, terms: its }) => {
        const told = terms.reduce((sum, term, index) => sum + (its.has(term) ? (weights[index] ?? 0) : 0), 0);
        return { row, strength: asked === 0 ? 0 : told / asked };
      })
      .filter(({ strength }) => fills || strength > 0)
      .sort((one, other) => other.strength - one.strength);
    const shown = ranked.slice(0, Math.min(most, pageSize));
    // A story that shows few rows holds no more, as far as the model can see.
    const total = most < pageSize ? shown.length : ranked.length;
    return { shown: shuffled ? this.#dice.shuffle(shown) : shown, total };
  }
}

/** A word that few rows hold tells more; as in the app's search, none tells less than 1. */
function weightOf(term: string, rows: readonly Indexed<unknown>[]): number {
  const holding = rows.filter(({ terms }) => terms.has(term)).length;
  return Math.max(1, Math.log(1 + (rows.length - holding + 0.5) / (holding + 0.5)));
}

function pagesOf(total: number, pageSize: number): number {
  return Math.max(1, Math.ceil(total / pageSize));
}
