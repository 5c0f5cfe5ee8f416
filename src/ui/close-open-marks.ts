/**
 * Closes emphasis and code that the end of a growing text has opened, so that the words look from the first
 * moment as they will in the end, instead of flickering from asterisks to bold.
 */
export function closeOpenMarks(text: string): string {
  const paragraph = text.slice(text.lastIndexOf('\n\n') + 1);
  // Within a fence nothing is emphasis, and the lexer takes an open fence to the end by itself.
  if ((text.match(/^ {0,3}(```|~~~)/gm)?.length ?? 0) % 2 === 1) return text;
  const ticks = paragraph.match(/(?<!`)`(?!`)/g)?.length ?? 0;
  if (ticks % 2 === 1) return `${text}\``;
  const words = paragraph.replace(/`[^`]*`/g, '');
  const strong = words.match(/\*\*/g)?.length ?? 0;
  if (strong % 2 === 0) return text;
  // Asterisks that nothing follows yet would close on themselves.
  return /\*\*\s*$/.test(text) ? text.replace(/\*\*\s*$/, '') : `${text.trimEnd()}**`;
}
