/** A line as a range of its text, UTF-16 units, line feed excluded. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
  readonly isBlank: boolean;
}

/** The lines of `text`, in order; every line feed ends one. */
export function scanLines(text: string): LineRange[] {
  const lines: LineRange[] = [];
  let start = 0;
  while (start <= text.length) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    lines.push({ start, end, isBlank: text.slice(start, end).trim() === '' });
    start = end + 1;
  }
  return lines;
}
