import type { MarkedText } from './palette-entry.ts';

/** What Markdown and the labels of citations add to the words: two or three signs of emphasis, code and headings. */
const markup = /\*{2,3}|`+|^#{1,6} |\s?\[[dm]\d+(?::\d+)?(?:\s*[,;]\s*[dm]\d+(?::\d+)?)*\]/gm;

/** A line of an answer as one reads it, its marks where they were. */
export function withoutMarkup({ text, marks, ...rest }: MarkedText): MarkedText {
  const taken = [...text.matchAll(markup)].map(({ 0: signs, index }) => ({
    start: index,
    end: index + signs.length,
  }));
  const moved = (place: number) =>
    taken.reduce((left, { start, end }) => left - Math.max(0, Math.min(end, place) - start), place);
  const kept = marks.map(({ start, end }) => ({ start: moved(start), end: moved(end) }));
  return {
    ...rest,
    text: text.replace(markup, ''),
    marks: kept.filter(({ start, end }) => start < end),
  };
}
