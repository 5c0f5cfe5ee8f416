import type { Citation } from '../kernel/message.ts';

/** A reply, or a part of one, with its sources. */
export interface CitedText {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** Fewer characters than this begin a text by chance as another ends. */
const LEAST_OVERLAP = 8;

/**
 * An interrupted reply and what came of going on with it, as one text: what the model said twice at the seam stands
 * once, and words that came without their space get it.
 */
export function joinReplies(one: CitedText, other: CitedText): CitedText {
  const seen = brokenWord(one.text, other.text) || overlap(one.text, other.text);
  const rest = other.text.slice(seen);
  const text = `${one.text}${seen === 0 ? seam(one.text, rest) : ''}${rest}`;
  const shift = text.length - other.text.length;
  const moved = other.citations.map((citation) => shifted(citation, shift));
  const known = new Set(one.citations.map(({ label }) => label));
  return {
    text,
    citations: [
      ...one.citations.map((it) => withSupports(it, moved)),
      ...moved.filter(({ label }) => !known.has(label)),
    ],
  };
}

/** How many characters of the first word of `next` stand at the end of `text` already, where that broke off. */
function brokenWord(text: string, next: string): number {
  const [broken = ''] = /[\p{L}\p{N}]{2,}$/u.exec(text) ?? [];
  const [whole = ''] = /^[\p{L}\p{N}]+/u.exec(next) ?? [];
  return broken.length < whole.length && whole.startsWith(broken) ? broken.length : 0;
}

/** How many characters at the start of `next` are the end of `text` said again. */
function overlap(text: string, next: string): number {
  for (let length = Math.min(text.length, next.length, 400); length >= LEAST_OVERLAP; length--) {
    if (text.endsWith(next.slice(0, length))) return length;
  }
  return 0;
}

function seam(text: string, next: string): string {
  return /\s$/.test(text) || /^[\s.,;:!?)\]}…»”’]/.test(next) || text === '' || next === '' ? '' : ' ';
}

function shifted(citation: Citation, by: number): Citation {
  if (!citation.supports) return citation;
  const supports = citation.supports.map(({ reply, passage }) => ({
    passage,
    reply: { start: reply.start + by, end: reply.end + by },
  }));
  return { ...citation, supports };
}

/** What the same passage bears out in both parts. */
function withSupports(citation: Citation, others: readonly Citation[]): Citation {
  const more = others.find(({ label }) => label === citation.label)?.supports;
  return more ? { ...citation, supports: [...(citation.supports ?? []), ...more] } : citation;
}
