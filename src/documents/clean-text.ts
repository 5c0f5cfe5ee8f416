/**
 * Text with everything removed that a person reading it can't see but a model would: control characters,
 * zero-width, bidirectional and tag characters, variation selectors and lone surrogates. A document can
 * smuggle instructions in them. Kept are line feeds, tabs, the joiners inside words of scripts that need
 * them and inside emoji, and the emoji variation selector. Other line ends become line feeds.
 */
export function cleanText(text: string): string {
  return text
    .replace(LINE_END, '\n')
    .replace(HIDDEN, (hidden, offset: number) => (isMeaningful(hidden, text, offset) ? hidden : ''));
}

const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** `DI` is Unicode's Default_Ignorable_Code_Point: all that is drawn as nothing. */
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cs}\p{DI}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu;
/** Arabic to Mongolian, the Indic scripts among them: a joiner there changes how a word is spelt. */
const JOINING = /[\u0600-\u1cff]/;
const PICTOGRAPH_BEFORE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?$/u;
const PICTOGRAPH_AFTER = /^\p{Extended_Pictographic}/u;

function isMeaningful(hidden: string, text: string, offset: number): boolean {
  const isJoiner = hidden === '\u200d' || hidden === '\u200c';
  const isEmojiStyle = hidden === '\ufe0f' || hidden === '\ufe0e';
  if (!isJoiner && !isEmojiStyle) return false;
  const before = text.slice(Math.max(0, offset - 3), offset);
  const after = text.slice(offset + 1, offset + 3);
  if (isEmojiStyle) return after.startsWith('\u20e3') || PICTOGRAPH_BEFORE.test(before);
  if (PICTOGRAPH_BEFORE.test(before) && PICTOGRAPH_AFTER.test(after)) return hidden === '\u200d';
  return JOINING.test(before.slice(-1)) && JOINING.test(after.slice(0, 1));
}
