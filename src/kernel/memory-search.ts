import type { FoundBy } from './found-by.ts';
import type { Message } from './message.ts';
import type { Passage } from './passage.ts';
import type { TextRange } from './text-range.ts';

export interface PassageHit {
  readonly passage: Passage;
  /** `null` for a note. */
  readonly documentName: string | null;
  /** What the hits are in order of; comparable within one result only. */
  readonly score: number;
  /** `null` where it was not searched for. */
  readonly found: FoundBy | null;
  readonly strength: number;
  /** The sentence that matches the query best. */
  readonly sentence: TextRange | null;
}

export interface MessageHit {
  readonly message: Message;
  readonly score: number;
  readonly found: FoundBy | null;
  /**
   * How well the hit answers the query by itself, from 0 to 1: the larger of its cosine and of the share of
   * the query's terms that occur in it. Comparable between queries; 0 where there was no query.
   */
  readonly strength: number;
  readonly sentence: TextRange | null;
}

/** One page of results. `total` is true, never the page's length (MemGPT's defect D2). */
export interface ResultPage<Hit> {
  readonly hits: readonly Hit[];
  /** From 1. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
  readonly total: number;
  /** False while the embedder is not ready: words alone were compared. */
  readonly byMeaning: boolean;
  /** True where the embedder does not know the query's language: words counted for more than they do otherwise. */
  readonly leansOnWords?: boolean;
}

export interface RecallQuery {
  /** `null` for a pure span of time, newest first. */
  readonly text: string | null;
  /** Milliseconds since 1970, both inclusive. */
  readonly from?: number;
  readonly to?: number;
  readonly page: number;
  readonly pageSize: number;
  /** Messages that are in the window already and need no finding. */
  readonly exclude?: ReadonlySet<string>;
  /** The text was not written as a query: quotation marks and a minus in it mean nothing. */
  readonly isPlain?: boolean;
}

/** A part of archival. */
export interface ArchivalSpan {
  /** Documents, by id. */
  readonly documentIds: readonly string[];
  readonly notes: boolean;
}

export interface ArchivalQuery {
  readonly text: string;
  readonly page: number;
  readonly pageSize: number;
  /** What to search; everything where absent. */
  readonly within?: ArchivalSpan;
  /** As in `RecallQuery`. */
  readonly isPlain?: boolean;
}

/**
 * Search over recall and archival. The order is stable: asking for the same query and page twice gives the
 * same hits unless something was inserted or removed in between. A page past the end is the last page.
 */
export interface MemorySearch {
  recall(query: RecallQuery): Promise<ResultPage<MessageHit>>;
  archival(query: ArchivalQuery): Promise<ResultPage<PassageHit>>;
}
