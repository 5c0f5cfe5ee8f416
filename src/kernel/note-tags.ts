/** Most tags on one note, and most characters in one of them. */
export const MAX_TAGS = 12;
export const LONGEST_TAG = 24;

/**
 * Tags as they are kept: lower case, without a leading #, words of one tag joined by hyphens, each tag once, in the
 * order given. What holds no letter or digit is left out, and so is what comes after the twelfth.
 */
export function noteTags(written: readonly string[]): readonly string[] {
  const tags = written.map(noteTag).filter((tag) => tag !== '');
  return [...new Set(tags)].slice(0, MAX_TAGS);
}

function noteTag(written: string): string {
  const words =
    written
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const characters = [...words.join('-')].slice(0, LONGEST_TAG);
  return characters.join('').replace(/-$/, '');
}
