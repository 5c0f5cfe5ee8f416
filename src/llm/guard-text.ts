/**
 * Template tokens spelled out in a text, such as `<|im_end|>`: the tokenizer would read them as the real
 * thing, so that a dropped document could forge turns (measured). Every model of the catalogue spells its
 * own as `<|name|>`.
 */
const templateToken = /<\|(?=[\w-]+\|>)/g;

/** A zero-width space after `<|` makes ordinary text of it, the same to a reader (measured: none left). */
export function guardText(text: string): string {
  return text.replace(templateToken, '<|\u200b');
}

/**
 * A text for a place where web-llm uses it as the replacement of `String.replace` (0.2.86, lib/index.js,
 * `getSystemPrompt`): there `$$`, `$&` and their like are patterns, and would corrupt it.
 */
export function escapeReplacement(text: string): string {
  return text.replaceAll('$', '$$$$');
}
