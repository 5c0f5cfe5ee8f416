import { sameValue } from './same-value.ts';
import type { TranscriptEntry, TurnItem } from './transcript-entries.ts';

/** Entries that are drawn, skipped and compared together. */
export interface Stretch {
  /** Its place: earlier ones have smaller numbers, below 0 too. Stays when entries come in above or below. */
  readonly number: number;
  readonly entries: readonly TranscriptEntry[];
}

export interface Stretches {
  /** Key of the entry with which stretch 0 begins. */
  readonly anchor: string;
  readonly list: readonly Stretch[];
}

const ENTRIES = 16;

/**
 * A transcript in stretches of 16 entries, so that a long chat costs no more to go on with than a short one. Of
 * those before, whatever says the same stays the same object, and so do stretches in which nothing changed.
 */
export function cutStretches(entries: readonly TranscriptEntry[], before: Stretches | null): Stretches {
  const old = new Map(before?.list.flatMap((it) => it.entries.map((entry) => [entry.key, entry])));
  const same = entries.map((entry) => {
    const kept = old.get(entry.key);
    return kept && sameValue(kept, entry) ? kept : entry;
  });
  const anchor = anchorOf(same, before);
  const zero = same.findIndex((it) => it.key === anchor);
  const list: Stretch[] = [];
  for (let from = 0; from < same.length; ) {
    const number = Math.floor((from - zero) / ENTRIES);
    const end = zero + (number + 1) * ENTRIES;
    list.push(kept(before, { number, entries: same.slice(from, end) }));
    from = end;
  }
  return { anchor, list };
}

/** What the person said keeps its key when the part of a run that stands before it comes in. */
function anchorOf(entries: readonly TranscriptEntry[], before: Stretches | null): string {
  if (before && entries.some((it) => it.key === before.anchor)) return before.anchor;
  return (entries.find((it) => it.type === 'said') ?? entries[0])?.key ?? '';
}

function kept(before: Stretches | null, stretch: Stretch): Stretch {
  const old = before?.list.find((it) => it.number === stretch.number);
  const { entries } = stretch;
  const same = old?.entries.length === entries.length && old.entries.every((it, i) => it === entries[i]);
  return old && same ? old : stretch;
}

/** Whether a message is drawn in a stretch. */
export function holdsMessage({ entries }: Stretch, messageId: string): boolean {
  return entries.some((entry) => {
    if (entry.type === 'said' || entry.type === 'search') return entry.messageId === messageId;
    if (entry.type !== 'turn') return false;
    return entry.items.some((it) => it.type === 'reply' && holds(it, messageId));
  });
}

function holds(reply: Extract<TurnItem, { type: 'reply' }>, messageId: string): boolean {
  return reply.messageId === messageId || reply.earlierIds?.includes(messageId) === true;
}

/** About how high a stretch is before it was ever drawn, in pixels. */
export function guessHeight({ entries }: Stretch): number {
  return entries.reduce((sum, entry) => sum + 70 + lengthOf(entry) * 0.27, 0);
}

function lengthOf(entry: TranscriptEntry): number {
  if (entry.type === 'said' || entry.type === 'interrupted') return entry.text.length;
  if (entry.type !== 'turn') return 0;
  return entry.items.reduce((sum, it) => sum + (it.type === 'reply' ? it.text.length : 80), 0);
}
