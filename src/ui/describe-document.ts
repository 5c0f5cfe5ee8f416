import type { LibraryDocument } from '../kernel/document.ts';
import type { PageOfPages } from './app-state.ts';
import { formatCount, formatNumber, formatPercent } from './format-count.ts';

export interface DocumentStanding {
  readonly words: string;
  /** How far it is, from 0 to 1; `null` when nothing is under way or it can't be told. */
  readonly progress: number | null;
}

/** Where a document stands, in words. @param batteryIsLow embedding waits for that to pass */
export function describeDocument(
  document: LibraryDocument,
  reading: PageOfPages | undefined,
  batteryIsLow = false,
): DocumentStanding {
  switch (document.state) {
    case 'reading':
      if (!reading) return { words: 'Reading', progress: 0 };
      return {
        words: `Reading, page ${formatNumber(reading.page)} of ${formatNumber(reading.pages)}`,
        progress: reading.page / Math.max(1, reading.pages),
      };
    case 'searchable': {
      const fraction = document.embedded / Math.max(1, document.passages);
      const waits = 'Searchable by words · embedding waits while the battery is low';
      const words = `Searchable by words · embedding ${formatPercent(fraction)}`;
      return { words: batteryIsLow ? waits : words, progress: fraction };
    }
    case 'ready':
      return { words: 'Ready', progress: null };
    case 'failed':
      return { words: document.problem?.message ?? 'This file could not be read.', progress: null };
  }
}

/** "48 pages · 211 passages" */
export function describeExtent({ pages, passages }: Pick<LibraryDocument, 'pages' | 'passages'>): string {
  const counts = [pages === null ? '' : formatCount(pages, 'page'), formatCount(passages, 'passage')];
  return counts.filter((it) => it !== '').join(' · ');
}
