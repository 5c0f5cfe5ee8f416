/** Where its first words are looked for, in UTF-16 units. */
const HEAD = 2_000;

/** Characters of its first words that stand in its name. */
const NAMED_BY = 40;

/** A pasted text as a file to add, named by its first words, so that two pasted texts are told apart. */
export function pastedFile(text: string): File {
  // A name with a dot would be taken for one with an ending, one with a slash for a path.
  const words = text
    .slice(0, HEAD)
    .replaceAll(/[\p{C}\p{Z}./\\]+/gu, ' ')
    .trim();
  const begins = beginning(words);
  const name = begins === '' ? 'Pasted text' : `Pasted text: ${begins}`;
  return new File([text], name, { type: 'text/plain' });
}

function beginning(words: string): string {
  const characters = Array.from(words);
  if (characters.length <= NAMED_BY) return words;
  const cut = characters.slice(0, NAMED_BY).join('');
  const end = cut.lastIndexOf(' ');
  return `${end > 0 ? cut.slice(0, end) : cut} …`;
}
