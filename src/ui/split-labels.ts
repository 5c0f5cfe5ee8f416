import type { Citation } from '../kernel/message.ts';

export type LabelledText =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: Citation; readonly number: number };

const labels = /\s?\[([dm]\d+(?:\s*[,;]\s*[dm]\d+)*)\]/g;

/**
 * Finds the labels by which a model cites ("[d3]", "[d3, d4]") and gives them their citations, numbered as
 * they stand in `citations`. A label without a citation stays as text: no chip without a passage behind it.
 */
export function splitLabels(text: string, citations: readonly Citation[]): LabelledText[] {
  const pieces: LabelledText[] = [];
  let from = 0;
  if (citations.length > 0) {
    for (const match of text.matchAll(labels)) {
      const names = (match[1] ?? '').split(/\s*[,;]\s*/);
      const cited = names.map((name) => citations.findIndex((it) => it.label === name));
      if (cited.some((index) => index < 0)) continue;
      if (match.index > from) pieces.push({ type: 'text', text: text.slice(from, match.index) });
      for (const index of cited) {
        const citation = citations[index];
        if (citation) pieces.push({ type: 'citation', citation, number: index + 1 });
      }
      from = match.index + match[0].length;
    }
  }
  if (from < text.length) pieces.push({ type: 'text', text: text.slice(from) });
  return pieces;
}
