import type { Message } from './message.ts';
import { charactersWithin } from './window-budget.ts';

/**
 * The summary that stands in when the model was interrupted or failed: the earlier summary's beginning and
 * what was said, a sentence each, the latest first to be kept. Fits `tokens`.
 */
export function extractiveSummary(
  earlier: string | null,
  evicted: readonly Message[],
  tokens: number,
): string {
  const room = charactersWithin(tokens);
  const head = earlier ? clip(earlier, Math.floor(room / 2)) : '';
  const lines: string[] = [];
  let used = head.length;
  for (const message of evicted.toReversed()) {
    if (message.text === '' || message.leftOut) continue;
    const line = `${message.role === 'user' ? 'The person' : 'You'}: ${clip(firstSentence(message.text), 160)}`;
    if (used + line.length + 1 > room) break;
    used += line.length + 1;
    lines.unshift(line);
  }
  return [head, ...lines].filter((line) => line !== '').join('\n');
}

/** Cuts at a word, and says so with an ellipsis. At most `length` characters. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, Math.max(0, length - 1));
  const space = cut.lastIndexOf(' ');
  return `${(space > length / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

function firstSentence(text: string): string {
  const segments = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text);
  for (const { segment } of segments) {
    if (segment.trim() !== '') return segment.trim().replace(/\s+/g, ' ');
  }
  return '';
}
