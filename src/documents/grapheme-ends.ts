/** Every character of these is a grapheme. */
const ASCII = /^[\n\x20-\x7e]*$/;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Where the graphemes end that start at `start`, ascending, in UTF-16 units: those within about `reach`
 * units, one at least, none past `end`. Engines need time quadratic in the text they segment, hence in parts.
 */
export function graphemeEnds(text: string, start: number, end: number, reach: number): number[] {
  for (let length = reach; ; length *= 2) {
    const isAll = start + length >= end;
    const part = text.slice(start, isAll ? end : start + length);
    const ends = ASCII.test(part)
      ? Array.from(part, (_, index) => start + index + 1)
      : Array.from(segmenter.segment(part), ({ index, segment }) => start + index + segment.length);
    // The last one may go on after the part.
    if (!isAll) ends.pop();
    if (isAll || ends.length > 0) return ends;
  }
}
