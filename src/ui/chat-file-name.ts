/** As the person counts characters; file systems allow 255 bytes, and one may take several. */
const LONGEST = 60;

/** A file name that every system takes, from whatever a chat is called. */
export function chatFileName(title: string): string {
  const plain = title
    .normalize('NFC')
    // Separators and wildcards of paths, control characters, and marks that turn the direction of what follows.
    .replace(/[\\/:*?"<>|\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+/, '');
  const characters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(plain)];
  const name = characters
    .slice(0, LONGEST)
    .map(({ segment }) => segment)
    .join('')
    .replace(/[\s.]+$/, '');
  // Names of devices on Windows, with any ending.
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name);
  return `${name === '' || reserved ? 'Chat' : name}.md`;
}
