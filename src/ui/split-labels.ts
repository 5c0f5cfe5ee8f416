import type { Citation } from '../kernel/message.ts';

export type LabelledText =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: Citation; readonly number: number };

const labels = /\s?\[([dm]\d+(?::\d+)?(?:\s*[,;]\s*[dm]\d+(?::\d+)?)*)\]/g;

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
      const cited = names.flatMap((name) => citationOf(name, citations) ?? []);
      if (cited.length === 0) continue;
      if (match.index > from) pieces.push({ type: 'text', text: text.slice(from, match.index) });
      pieces.push(...cited);
      const left = names.filter((name) => !citationOf(name, citations));
      if (left.length > 0) pieces.push({ type: 'text', text: ` [${left.join(', ')}]` });
      from = match.index + match[0].length;
    }
  }
  if (from < text.length) pieces.push({ type: 'text', text: text.slice(from) });
  return pieces;
}

/** `d3:1` marks in the passage what matches the second of the sentences that it bears out. */
function citationOf(
  name: string,
  citations: readonly Citation[],
): Extract<LabelledText, { type: 'citation' }> | null {
  const [label, support] = name.split(':');
  const index = citations.findIndex((it) => it.label === label);
  const citation = citations[index];
  if (!citation) return null;
  const sentence = support === undefined ? null : (citation.supports?.[Number(support)]?.passage ?? null);
  return { type: 'citation', citation: sentence ? { ...citation, sentence } : citation, number: index + 1 };
}
