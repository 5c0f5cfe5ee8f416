export interface TextChange {
  /** The last unchanged words before the change, and the first after it. */
  readonly start: string;
  readonly removed: string;
  readonly added: string;
  readonly end: string;
}

/** How many characters of what stayed the same are shown around a change. */
const context = 48;

/** The one stretch in which two texts differ, by whole words, with a little of what surrounds it. */
export function textChange(before: string, after: string): TextChange {
  const old = splitWords(before);
  const now = splitWords(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail))
    tail++;
  const join = (words: readonly string[], from: number, to: number) => words.slice(from, to).join('');
  const start = join(now, 0, head);
  const end = join(now, now.length - tail, now.length);
  return {
    start: start.length > context ? `… ${start.slice(-context).replace(/^\S*\s+/, '')}` : start,
    removed: join(old, head, old.length - tail),
    added: join(now, head, now.length - tail),
    end: end.length > context ? `${end.slice(0, context).replace(/\s+\S*$/, '')} …` : end,
  };
}

/** Words and the white space between them, so that joined they are the text again. */
function splitWords(text: string): readonly string[] {
  return text.match(/\s+|\S+/g) ?? [];
}
