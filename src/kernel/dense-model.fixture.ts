import type { ChatMessage } from './language-model.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';

/**
 * A model whose tokenizer is at its worst outside English prose, as real ones are: each digit is a token
 * (Qwen), and so is each byte of a letter that it never learnt.
 */
export class DenseModel extends ScriptedModel {
  override countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    return Promise.resolve(messages.map(({ content }) => countDensely(content) + 4));
  }
}

/** Tokens of a text for such a tokenizer. */
export function countDensely(text: string): number {
  let plain = 0;
  let dense = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80 && !(character >= '0' && character <= '9')) plain += 1;
    else dense += utf8Length(code);
  }
  return Math.ceil(plain / 4) + dense;
}

function utf8Length(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
