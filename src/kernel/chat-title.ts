/** Most characters, as a reader counts them, of a title that is made from what was said. */
const LONGEST = 80;

/**
 * The title of a chat that nobody named: the first words said in it. Cut at a word, else between characters as
 * a reader counts them; how much of it shows is for the page to say.
 */
export function chatTitle(said: string): string {
  // Enough for as many characters as are kept, whatever they are made of; what was said may be a megabyte.
  const words = said
    .trimStart()
    .slice(0, 20 * LONGEST)
    .replace(/\s+/g, ' ')
    .trimEnd();
  const characters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(words)];
  const cut = characters[LONGEST - 1]?.index;
  if (characters.length <= LONGEST || cut === undefined) return words;
  const kept = words.slice(0, cut);
  const space = kept.lastIndexOf(' ');
  return `${(space > kept.length / 2 ? kept.slice(0, space) : kept).trimEnd()}…`;
}
