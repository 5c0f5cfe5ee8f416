import type { GrammarDialect } from '../kernel/grammar.ts';
import type {
  ChatMessage,
  Completion,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
} from '../kernel/language-model.ts';
import type { InstructionsForm } from '../kernel/system-instructions.ts';
import type { ModelRow } from '../llm/model-row.ts';
import type { LlmPush, LlmRequests, LoadedAs } from './llm-protocol.ts';
import type { ModelTiming } from './model-timing.ts';
import { PromptCounts } from './prompt-counts.ts';
import { type Connection, RemoteError } from './rpc.ts';
import type { WorkerWatch } from './worker-watch.ts';

export interface RemoteModelOptions {
  readonly row: ModelRow;
  readonly loaded: LoadedAs;
  readonly connection: Connection<LlmRequests, LlmPush>;
  readonly watch: WorkerWatch;
  readonly timing: ModelTiming;
}

/** The model on the other side of the wire, in a worker that somebody watches. */
export class RemoteModel implements LanguageModel {
  readonly modelId: string;
  readonly windowTokens: number;
  readonly grammarDialect: GrammarDialect;
  readonly instructions?: InstructionsForm;
  readonly #connection: Connection<LlmRequests, LlmPush>;
  readonly #watch: WorkerWatch;
  readonly #timing: ModelTiming;
  readonly #msPerToken: number;
  readonly #counts = new PromptCounts();
  /** The prompt that the engine has in its cache, its reply included. */
  #read: readonly ChatMessage[] = [];

  constructor({ row, loaded, connection, watch, timing }: RemoteModelOptions) {
    this.modelId = row.id;
    this.windowTokens = loaded.windowTokens;
    this.grammarDialect = loaded.grammarDialect;
    if (loaded.instructions) this.instructions = loaded.instructions;
    this.#connection = connection;
    this.#watch = watch;
    this.#timing = timing;
    this.#msPerToken = timing.readMsPerToken[row.engine];
  }

  /**
   * Rejects with RemoteError when the model is lost. A prompt of known messages is counted without a call; else
   * the whole goes over the wire, since a count depends on what stands around it, and the model over there
   * tokenizes what is new to it.
   */
  async countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    const known = this.#counts.find(messages);
    if (known) return known;
    const asked = this.#connection.call('countTokens', { messages });
    const counts = await this.#watch.during(this.#timing.answerMs, asked);
    this.#counts.keep(messages, counts);
    return counts;
  }

  /**
   * Ends some seconds after the signal even if the engine doesn't: a prefill is not interrupted. The engine may
   * finish it then, and what it still writes is dropped.
   */
  async complete(request: CompletionRequest, options: CompletionOptions = {}): Promise<CompletionResult> {
    const { signal, onText } = options;
    // The cancellation would arrive after the request, when a prefill has begun that nothing interrupts.
    if (signal?.aborted) return { ok: true, completion: interrupted([]) };
    const written: string[] = [];
    let isOver = false;
    const wait = this.#watch.begin(this.#readingMs(request.messages));
    const onProgress = (piece: string) => {
      // It has read the prompt.
      wait.set(this.#timing.silenceMs);
      if (isOver) return;
      written.push(piece);
      onText?.(piece);
    };
    const answered = this.#connection
      .call('complete', request, { ...(signal && { signal }), onProgress })
      .catch(toFailedResult)
      .finally(() => wait.end());
    const result = await unlessStopped(answered, signal, this.#timing.stopMs, () => interrupted(written));
    isOver = true;
    this.#read = readAfter(request, result);
    if (result.ok) this.#compare(request.messages, result.completion.prefilledTokens);
    return result;
  }

  /** A tokenizer that counted short corrects itself when it sees what the engine read: what we keep is stale then. */
  #compare(messages: readonly ChatMessage[], prefilledTokens: number): void {
    const counts = this.#counts.find(messages);
    if (counts && prefilledTokens > sum(counts)) this.#counts.clear();
  }

  /** The silence to allow before the first piece of a completion. */
  #readingMs(messages: readonly ChatMessage[]): number {
    // A token is a character at least, where nobody counted.
    const counts = this.#counts.find(messages) ?? messages.map(({ content }) => content.length);
    const continues =
      this.#read.length === messages.length - 1 &&
      this.#read.every(
        (it, index) => it.role === messages[index]?.role && it.content === messages[index]?.content,
      );
    const unread = continues ? messages.length - 1 : 0;
    return this.#timing.silenceMs + this.#msPerToken * sum(counts.slice(unread));
  }
}

/** What the engine's cache holds after a completion, as far as that can be relied on. */
function readAfter({ messages }: CompletionRequest, result: CompletionResult): readonly ChatMessage[] {
  if (!result.ok || result.completion.finish !== 'stop') return [];
  return [...messages, { role: 'assistant', content: result.completion.text }];
}

/** A completion that was stopped; how much of the prompt was read is not known, and of the reply by pieces alone. */
function interrupted(pieces: readonly string[]): Completion {
  return { text: pieces.join(''), finish: 'abort', prefilledTokens: 0, completionTokens: pieces.length };
}

/** The answer, or, when the signal has been given for `ms` without one, what there is of it. */
function unlessStopped(
  answered: Promise<CompletionResult>,
  signal: CompletionOptions['signal'],
  ms: number,
  partial: () => Completion,
): Promise<CompletionResult> {
  if (!signal) return answered;
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopped = () => {
      timer = setTimeout(() => resolve({ ok: true, completion: partial() }), ms);
    };
    signal.addEventListener('abort', stopped);
    void answered.then((result) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stopped);
      resolve(result);
    });
  });
}

function toFailedResult(thrown: unknown): CompletionResult {
  const { code, message } = toRemoteError(thrown);
  // After an unload the code is `aborted`: to who still holds the model it is gone all the same.
  return { ok: false, error: { code: code === 'lost' || code === 'aborted' ? 'lost' : 'rejected', message } };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** Whatever was thrown, as the wire would have brought it. */
export function toRemoteError(thrown: unknown): RemoteError {
  if (thrown instanceof RemoteError) return thrown;
  return new RemoteError('Error', thrown instanceof Error ? thrown.message : String(thrown), null);
}
