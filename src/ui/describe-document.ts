import type { LibraryDocument } from '../kernel/document.ts';
import type { PageOfPages } from './app-state.ts';
import { describeTimeLeft } from './describe-files.ts';
import { formatCount, formatNumber } from './format-count.ts';

export interface DocumentStanding {
  readonly words: string;
  /** How far it is, from 0 to 1; `null` when nothing is under way or it can't be told. */
  readonly progress: number | null;
}

/** What is known of the work on a document besides the document itself. */
export interface DocumentWork {
  readonly reading?: PageOfPages | undefined;
  /** Absent while nothing is done to it; `null` while the pace is not known. */
  readonly secondsLeft?: number | null | undefined;
  /** Embedding waits for that to pass. */
  readonly batteryIsLow?: boolean;
  /** Everything is paused. */
  readonly paused?: boolean;
}

/** Where a document stands, in words. */
export function describeDocument(document: LibraryDocument, work: DocumentWork = {}): DocumentStanding {
  switch (document.state) {
    case 'reading':
      return describeReading(document, work);
    case 'searchable':
      return describeEmbedding(document, work);
    case 'ready':
      return { words: 'Ready', progress: null };
    case 'failed':
      return { words: document.problem?.message ?? 'This file could not be read.', progress: null };
  }
}

function describeReading(document: LibraryDocument, work: DocumentWork): DocumentStanding {
  const { reading, secondsLeft, paused = false } = work;
  // What was read before the pause was not kept: there is no place to go on from.
  if (paused || document.intake?.paused) return { words: 'Paused', progress: null };
  if (secondsLeft === undefined && !reading) return { words: 'Kept · waits its turn', progress: null };
  if (!reading) return { words: 'Reading', progress: null };
  const pages = `Reading, page ${formatNumber(reading.page)} of ${formatNumber(reading.pages)}`;
  return { words: pages + timeOf(secondsLeft), progress: reading.page / Math.max(1, reading.pages) };
}

function describeEmbedding(document: LibraryDocument, work: DocumentWork): DocumentStanding {
  const { embedded, passages, isEmbeddingPaused } = document;
  const { secondsLeft, paused = false, batteryIsLow = false } = work;
  const progress = embedded / Math.max(1, passages);
  const count = `${formatNumber(embedded)} of ${formatNumber(passages)}`;
  const say = (words: string) => ({ words: `Searchable by words · embedding ${words}`, progress });
  if (paused || isEmbeddingPaused) return say(`paused at ${count}`);
  if (batteryIsLow) return say('waits while the battery is low');
  return say(count + timeOf(secondsLeft));
}

function timeOf(secondsLeft: number | null | undefined): string {
  return typeof secondsLeft === 'number' ? ` · ${describeTimeLeft(secondsLeft)}` : '';
}

/** "48 pages · 211 passages" */
export function describeExtent({ pages, passages }: Pick<LibraryDocument, 'pages' | 'passages'>): string {
  const counts = [pages === null ? '' : formatCount(pages, 'page'), formatCount(passages, 'passage')];
  return counts.filter((it) => it !== '').join(' · ');
}
