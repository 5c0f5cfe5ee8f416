import type { Clock } from './clock.ts';
import { clip } from './extractive-summary.ts';
import { localTime, timeAgo } from './local-time.ts';
import type { MessageHit, PassageHit, ResultPage } from './memory-search.ts';
import type { LabelledHit } from './message.ts';

/** Hits on a result page. MemGPT's own size. */
export const RESULT_PAGE_SIZE = 5;

/** A result page as the model reads it, and which label stands for which row. */
export interface FormattedHits {
  /** Paging header and hits. */
  readonly text: string;
  /** The hits alone, one each. */
  readonly lines: readonly string[];
  readonly hits: readonly LabelledHit[];
}

/** `nextLabel` is the number of the first hit; `room` is the most characters that the whole may take. */
export function formatPassages(
  result: ResultPage<PassageHit>,
  nextLabel: number,
  room: number,
  clock: Clock,
): FormattedHits {
  const share = shareOf(room, result.hits.length);
  const lines = result.hits.map(({ passage, documentName }, index) => {
    const written = `${localTime(passage.createdAt, clock.timeZone)} (${timeAgo(passage.createdAt, clock)})`;
    const place = [
      documentName ?? `note, ${written}`,
      passage.page === null ? '' : `p. ${passage.page}`,
      ...passage.headingPath,
    ];
    const where = place.filter((it) => it !== '').join(', ');
    return `[d${nextLabel + index}] ${where}: ${clip(passage.text, share)}`;
  });
  const hits = result.hits.map(({ passage, documentName, sentence }, index) => ({
    label: `d${nextLabel + index}`,
    kind: 'passage' as const,
    id: passage.id,
    documentName,
    sentence,
  }));
  return { text: [header(result), ...lines].join('\n'), lines, hits };
}

export function formatMessages(
  result: ResultPage<MessageHit>,
  nextLabel: number,
  room: number,
  clock: Clock,
): FormattedHits {
  const share = shareOf(room, result.hits.length);
  const lines = result.hits.map(({ message }, index) => {
    const when = `${localTime(message.createdAt, clock.timeZone)} (${timeAgo(message.createdAt, clock)})`;
    const who = message.role === 'user' ? 'the person' : 'you';
    return `[m${nextLabel + index}] ${when}, ${who}: ${clip(message.text, share)}`;
  });
  const hits = result.hits.map(({ message, sentence }, index) => ({
    label: `m${nextLabel + index}`,
    kind: 'message' as const,
    id: message.id,
    documentName: null,
    sentence,
  }));
  return { text: [header(result), ...lines].join('\n'), lines, hits };
}

/** "Showing 6–10 of 23, page 2/5": the totals are true. */
function header({ hits, page, pages, total }: ResultPage<unknown>): string {
  if (total === 0) return 'Nothing found. Try other words.';
  const first = (page - 1) * RESULT_PAGE_SIZE + 1;
  return `Showing ${first}–${first + hits.length - 1} of ${total}, page ${page}/${pages}`;
}

function shareOf(room: number, hits: number): number {
  return Math.max(80, Math.floor(room / Math.max(1, hits)) - 60);
}
