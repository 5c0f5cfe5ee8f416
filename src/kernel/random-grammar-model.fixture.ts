import type {
  ChatMessage,
  Completion,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
  ModelError,
} from './language-model.ts';
import type { GrammarSampler, Random } from './xgrammar.fixture.ts';

export interface RandomGrammarModelOptions {
  readonly sampler: GrammarSampler;
  readonly random: Random;
  readonly windowTokens: number;
  readonly modelId?: string;
  /** How often the model reaches for a token that closes something (xgrammar.fixture.ts). */
  readonly closing?: number;
  /** Fails this completion after some tokens, as a sampler does that hands over an impossible one. */
  readonly failure?: () => ModelError | null;
  /** Before the first token: the request, and the tokens of its prompt. Waited for. */
  readonly onRequest?: (request: CompletionRequest, promptTokens: number) => void | Promise<void>;
  /** Before each token. Waited for, so that something else may happen in mid-reply. */
  readonly onToken?: () => void | Promise<void>;
}

/** A completion that was begun, and what came of it. */
export interface RandomCompletion {
  readonly request: CompletionRequest;
  readonly promptTokens: number;
  readonly result: CompletionResult;
}

/** What a template takes around a message. */
const MESSAGE_TOKENS = 4;

/**
 * A model that writes whatever the grammar allows, by chance: what no real model is too foolish for. Counts and
 * cuts by its own vocabulary, and obeys the measured rule of KV reuse as `ScriptedModel` does.
 */
export class RandomGrammarModel implements LanguageModel {
  readonly modelId: string;
  readonly windowTokens: number;
  readonly grammarDialect = 'xgrammar';
  /** Every completion that was begun, in order. */
  readonly completions: RandomCompletion[] = [];
  readonly #options: RandomGrammarModelOptions;
  readonly #counts = new Map<string, number>();
  #history: readonly ChatMessage[] | null = null;
  #lost: ModelError | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: RandomGrammarModelOptions) {
    this.modelId = options.modelId ?? 'random-model';
    this.windowTokens = options.windowTokens;
    this.#options = options;
  }

  countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    return Promise.resolve(messages.map(({ content }) => this.#count(content) + MESSAGE_TOKENS));
  }

  complete(request: CompletionRequest, options: CompletionOptions = {}): Promise<CompletionResult> {
    const result = this.#last.then(() => this.#run(request, options));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #run(request: CompletionRequest, options: CompletionOptions): Promise<CompletionResult> {
    if (this.#lost) return { ok: false, error: this.#lost };
    const counts = await this.countTokens(request.messages);
    const promptTokens = counts.reduce((sum, count) => sum + count, 0);
    await this.#options.onRequest?.(request, promptTokens);
    const result =
      promptTokens > this.windowTokens
        ? overflow(promptTokens, this.windowTokens)
        : await this.#write(request, promptTokens, counts.at(-1) ?? 0, options);
    this.completions.push({ request, promptTokens, result });
    this.#history = result.ok ? nextHistory(request, result.completion) : null;
    if (!result.ok && result.error.code === 'lost') this.#lost = result.error;
    return result;
  }

  async #write(
    request: CompletionRequest,
    promptTokens: number,
    lastTokens: number,
    { signal, onText }: CompletionOptions,
  ): Promise<CompletionResult> {
    const prefilledTokens = this.#reuses(request.messages) ? lastTokens : promptTokens;
    const { sampler, random, closing = 0.1, failure, onToken } = this.#options;
    const room = Math.min(request.maxTokens, this.windowTokens - promptTokens);
    const error = failure?.() ?? null;
    const failsAt = error ? Math.floor(random() * 20) : -1;
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let text = '';
    let completionTokens = 0;
    const push = (piece: string) => {
      text += piece;
      if (piece !== '') onText?.(piece);
    };
    const ended = (finish: Completion['finish']): CompletionResult => {
      push(decoder.decode());
      return { ok: true, completion: { text, finish, prefilledTokens, completionTokens } };
    };
    if (signal?.aborted) return ended('abort');
    for await (const bytes of sampler.draw(request.grammar, { random, closing })) {
      await onToken?.();
      if (error && completionTokens >= failsAt) return { ok: false, error };
      if (signal?.aborted) return ended('abort');
      if (completionTokens >= room) return ended('length');
      completionTokens += 1;
      push(decoder.decode(bytes, { stream: true }));
    }
    return error ? { ok: false, error } : ended('stop');
  }

  #reuses(messages: readonly ChatMessage[]): boolean {
    const history = this.#history;
    if (history?.length !== messages.length - 1) return false;
    return history.every(
      ({ role, content }, index) => messages[index]?.role === role && messages[index].content === content,
    );
  }

  #count(content: string): number {
    const known = this.#counts.get(content);
    if (known !== undefined) return known;
    const count = this.#options.sampler.countTokens(content);
    this.#counts.set(content, count);
    return count;
  }
}

function nextHistory(
  request: CompletionRequest,
  { text, finish }: Completion,
): readonly ChatMessage[] | null {
  return finish === 'stop' ? [...request.messages, { role: 'assistant', content: text }] : null;
}

function overflow(promptTokens: number, windowTokens: number): CompletionResult {
  const message = `The prompt has ${promptTokens} tokens; the window holds ${windowTokens}.`;
  return { ok: false, error: { code: 'overflow', message } };
}
