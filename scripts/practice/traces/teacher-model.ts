import type {
  ChatMessage,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
} from '../../../src/kernel/language-model.ts';
import { renderChatml } from './render-chatml.ts';
import { teach } from './teach.ts';

/** The window that the practice model is made for. */
export const PRACTICE_WINDOW = 2048;
/** The header of the coming reply, which the last message's count includes. */
const replyHeader = '<|im_start|>assistant\n';

export type CountText = (text: string) => number;

/** A language model that needs no engine: it writes what the practice model should learn to write. */
export class TeacherModel implements LanguageModel {
  readonly modelId = 'practice';
  readonly windowTokens = PRACTICE_WINDOW;
  readonly grammarDialect = 'gbnf';
  readonly instructions = 'minimal';
  /** The longest prompt of each epoch with its reply, oldest first. */
  readonly epochs: (readonly ChatMessage[])[] = [];
  readonly #countText: CountText;
  readonly #counts = new Map<string, number>();
  #header: number | null = null;

  constructor(countText: CountText) {
    this.#countText = countText;
  }

  async countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    this.#header ??= this.#countText(replyHeader);
    const header = this.#header;
    return messages.map(
      (message, index) => this.#count(message) + (index === messages.length - 1 ? header : 0),
    );
  }

  async complete({ messages }: CompletionRequest): Promise<CompletionResult> {
    const text = teach(messages);
    const last = this.epochs.at(-1);
    if (last && extendsPrompt(last, messages)) this.epochs.pop();
    this.epochs.push([...messages, { role: 'assistant', content: text }]);
    const promptTokens = (await this.countTokens(messages)).reduce((sum, it) => sum + it, 0);
    const completionTokens = this.#countText(text);
    const completion = { text, finish: 'stop', prefilledTokens: promptTokens, completionTokens } as const;
    return { ok: true, completion };
  }

  #count(message: ChatMessage): number {
    const key = `${message.role} ${message.content}`;
    const before = this.#counts.get(key);
    if (before !== undefined) return before;
    const count = this.#countText(renderChatml(message));
    this.#counts.set(key, count);
    return count;
  }
}

function extendsPrompt(before: readonly ChatMessage[], messages: readonly ChatMessage[]): boolean {
  return (
    before.length < messages.length && before.every((it, index) => it.content === messages[index]?.content)
  );
}
