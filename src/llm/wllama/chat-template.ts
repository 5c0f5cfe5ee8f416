import type { ChatMessage } from '../../kernel/language-model.ts';
import { type ChatFamily, chatFamily } from './chat-families.ts';
import type { GgufVocabulary } from './gguf-header.ts';
import { controlTokens } from './special-tokens.ts';

/**
 * Writes prompts out as a model's chat template does. Our own and not the file's Jinja: a prompt that grows has
 * to begin with the very text of the one before, reply included, or the engine reads it all again.
 */
export class ChatTemplate {
  readonly #family: ChatFamily;
  readonly #forged: RegExp | null;

  /** @param template the file's own, from which only the family is told; `null` when it has none */
  constructor(vocabulary: Pick<GgufVocabulary, 'tokens' | 'types' | 'pre'>, template: string | null) {
    this.#family = chatFamily(vocabulary, template);
    this.#forged = anyOf([...controlTokens(vocabulary), ...this.#family.markers]);
  }

  get familyName(): string {
    return this.#family.name;
  }

  /**
   * The prompt as one part for each message; joined, they are the prompt up to the reply's first token. What
   * closes a reply stands in the next part: it is read with that, since the engine stops in front of it.
   */
  render(messages: readonly ChatMessage[]): string[] {
    const { reply, replyEnd, turn } = this.#family;
    const parts = messages.map(({ role, content }, index) => {
      const before = messages[index - 1]?.role;
      const text = this.#guard(content);
      const closing = before === 'assistant' ? replyEnd : '';
      const opening =
        role === 'assistant' ? reply + text : turn({ role, text, followsSystem: before === 'system' });
      return closing + opening;
    });
    const last = parts.pop();
    if (last === undefined) return [];
    return [...parts, last + (messages.at(-1)?.role === 'assistant' ? replyEnd : '') + reply];
  }

  /**
   * A zero-width space makes ordinary text of a special token that someone spelled out: a dropped document
   * could forge turns otherwise, since the engine reads special tokens wherever they stand. Half a surrogate
   * pair fails the request (measured), so it is replaced.
   */
  #guard(text: string): string {
    const sound = text.replace(/\p{Surrogate}/gu, '\uFFFD');
    if (!this.#forged) return sound;
    return sound.replace(this.#forged, (token) => {
      const first = String.fromCodePoint(token.codePointAt(0) ?? 0);
      return `${first}\u200B${token.slice(first.length)}`;
    });
  }
}

/** Longest first: a token may begin with another. */
function anyOf(texts: readonly string[]): RegExp | null {
  if (texts.length === 0) return null;
  const sources = texts
    .toSorted((one, other) => other.length - one.length)
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  return new RegExp(sources.join('|'), 'gu');
}
