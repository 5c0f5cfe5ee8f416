import type { Citation } from '../kernel/message.ts';

/** What closes around a sentence: emphasis, code, quotation marks, a link. */
const closing = /^(?:[*_`~"'”’»)]|\]\([^()\s]*\))+/;
const labelsNext = /^(?:\s*\[[dm]\d+(?:\s*[,;]\s*[dm]\d+)*\])+/;

/**
 * Puts the labels of its sources after each sentence that they bear out (`[d3:0]`: by the first support of
 * `d3`); one that the model wrote there itself is made the same. A table's row stays as it is.
 */
export function labelSentences(text: string, citations: readonly Citation[]): string {
  const marks = new Map<number, string>();
  const ends = new Map<number, string[]>();
  for (const { label, supports = [] } of citations) {
    for (const [index, { reply }] of supports.entries()) {
      const end = reply.end + (closing.exec(text.slice(reply.end))?.[0].length ?? 0);
      const near = text.slice(reply.start, end) + (labelsNext.exec(text.slice(end))?.[0] ?? '');
      const written = new RegExp(`\\[(?:[dm]\\d+\\s*[,;]\\s*)*${label}\\b`).exec(near);
      if (written) marks.set(reply.start + written.index + written[0].length, `:${index}`);
      else if (!isInTable(text, reply.start)) ends.set(end, [...(ends.get(end) ?? []), `${label}:${index}`]);
    }
  }
  for (const [end, labels] of ends) marks.set(end, `${marks.get(end) ?? ''} [${labels.join(', ')}]`);
  return insertAll(text, marks);
}

function insertAll(text: string, inserts: ReadonlyMap<number, string>): string {
  const places = [...inserts.keys()].sort((one, other) => one - other);
  const pieces = places.map((at, index) => text.slice(places[index - 1] ?? 0, at) + inserts.get(at));
  return pieces.join('') + text.slice(places.at(-1) ?? 0);
}

function isInTable(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1);
  return /^\s*\|/.test(line);
}
