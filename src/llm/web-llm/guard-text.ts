/** Template tokens as nearly every model spells them, such as `<|im_end|>`. */
const usual = '<\\|(?=[\\w-]+\\|>)';

/** What looks like a token of its own in a chat template: `<|eot_id|>`, `<start_of_turn>`, `</s>`, `[INST]`. */
const mark = /<[^<>\s]+>|\[[^[\]\s]+\]/g;

/** What opens and closes a model's thoughts marks no turn, and its replies have to be echoed byte for byte. */
const thought = /^<\/?think>$/;

/** The spellings in a chat template's texts that mark its turns. */
export function turnMarks(texts: readonly string[]): string[] {
  const marks = texts.flatMap((text) => text.match(mark) ?? []);
  return [...new Set(marks)].filter((it) => !thought.test(it));
}

/**
 * Breaks template tokens spelled out in a text: the tokenizer would read them as the real thing, so that a
 * dropped document could forge turns (measured). A zero-width space inside makes ordinary text of one, the
 * same to a reader (measured: no special token is left).
 *
 * @param marks what the model's own template uses, as `turnMarks` finds it
 */
export function createGuard(marks: readonly string[]): (text: string) => string {
  const own = marks
    .filter((it) => !it.startsWith('<|'))
    .map((it) => `${escapePattern(it.slice(0, 1))}(?=${escapePattern(it.slice(1))})`);
  const pattern = new RegExp([usual, ...own].join('|'), 'g');
  return (text) => text.replace(pattern, (start) => `${start}\u200b`);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/**
 * A text for a place where web-llm uses it as the replacement of `String.replace` (0.2.86, lib/index.js,
 * `getSystemPrompt`): there `$$`, `$&` and their like are patterns, and would corrupt it.
 */
export function escapeReplacement(text: string): string {
  return text.replaceAll('$', '$$$$');
}
