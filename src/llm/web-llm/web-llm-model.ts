import type { CancelSignal } from '../../kernel/cancel-signal.ts';
import type {
  ChatMessage,
  Completion,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
} from '../../kernel/language-model.ts';
import type { LossReason } from '../loss-reason.ts';
import { describeEngineError } from './describe-engine-error.ts';
import type { Engine, EngineMessage, EngineRequest } from './engine.ts';
import { deviceLoss, deviceLost, engineLoss } from './engine-loss.ts';
import { type EngineParts, engineParts } from './engine-parts.ts';
import { escapeReplacement } from './guard-text.ts';
import { emptyThinkBlock, renderPrompt } from './prompt-template.ts';

export interface WebLlmModelOptions {
  /** Our name for the model. */
  readonly modelId: string;
  /** web-llm's name for what is loaded. */
  readonly engineId: string;
  readonly windowTokens: number;
  /** Told not to think; `Completion.text` then opens with an empty think block, which belongs to the echo. */
  readonly thinks: boolean;
}

/**
 * Lively enough not to repeat itself, cool enough to choose functions soundly. Penalties are off, whatever
 * the model's own configuration says: JSON has to repeat its names and quotes.
 */
const sampling = {
  temperature: 0.6,
  top_p: 0.9,
  repetition_penalty: 1,
  frequency_penalty: 0,
  presence_penalty: 0,
};

/** Counts kept, each of one stretch of a prompt: more than any window holds. */
const mostCounts = 2000;

/**
 * A model loaded in web-llm's engine. The engine runs in this very worker; its own worker proxy would flatten
 * errors to strings. Rules and their sources: `engine.ts`, `engine.contract.ts`.
 */
export class WebLlmModel implements LanguageModel {
  readonly modelId: string;
  readonly windowTokens: number;
  readonly grammarDialect = 'xgrammar';
  /** Resolves when the model is gone, also by an unload; pending as long as it is here. */
  readonly lost: Promise<LossReason>;
  readonly #engine: Engine;
  readonly #parts: EngineParts;
  readonly #thinks: boolean;
  readonly #counts = new Map<string, number>();
  #lost: LossReason | null = null;
  #tellLost: (reason: LossReason) => void = () => {};
  /** Ends the completion under way when the device is lost: its decode may never settle. */
  #endRun: (reason: unknown) => void = () => {};
  #last: Promise<unknown> = Promise.resolve();

  /** @throws Error when the engine holds no such model, or its tokenizer or template can't be found */
  constructor(engine: Engine, { modelId, engineId, windowTokens, thinks }: WebLlmModelOptions) {
    this.modelId = modelId;
    this.windowTokens = windowTokens;
    this.#engine = engine;
    this.#thinks = thinks;
    this.#parts = engineParts(engine, engineId);
    this.lost = new Promise((resolve) => {
      this.#tellLost = resolve;
    });
    void this.#parts.deviceLost?.then((info) => {
      this.#lose(deviceLoss(info));
      this.#endRun(Object.assign(new Error(), { name: 'DeviceLostError' }));
    });
  }

  async countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    // An engine that lost its device has let go of the tokenizer as well.
    if (this.#lost) throw new Error(this.#lost.message);
    const { template } = this.#parts;
    const counts = messages.map(() => 0);
    if (counts.length > 0) counts[0] = template.prefixTokens.length;
    for (const { message, text } of renderPrompt(template, messages, this.#thinks)) {
      counts[message] = (counts[message] ?? 0) + this.#count(text);
    }
    return counts;
  }

  /** Each stretch is tokenized by itself, so what was counted once counts the same in every prompt. */
  #count(text: string): number {
    const known = this.#counts.get(text);
    if (known !== undefined) return known;
    if (this.#counts.size >= mostCounts) this.#counts.clear();
    const count = this.#parts.tokenizer.encode(text).length;
    this.#counts.set(text, count);
    return count;
  }

  /**
   * Completions wait for one another here and not for the engine's lock, since the engine forgets an
   * interrupt of a request that still waits for it.
   */
  complete(request: CompletionRequest, options: CompletionOptions = {}): Promise<CompletionResult> {
    const result = this.#last.then(() => this.#run(request, options));
    this.#last = result;
    return result;
  }

  async #run(request: CompletionRequest, { signal, onText }: CompletionOptions): Promise<CompletionResult> {
    if (this.#lost) return lostResult(this.#lost);
    if (signal?.aborted) return { ok: true, completion: notBegun };
    const interrupt = () => void this.#engine.interruptGenerate();
    signal?.addEventListener('abort', interrupt);
    try {
      const completion = await new Promise<Completion>((resolve, reject) => {
        this.#endRun = reject;
        this.#stream(request, signal, onText).then(resolve, reject);
      });
      return { ok: true, completion };
    } catch (thrown) {
      return this.#failed(thrown);
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  }

  /**
   * Reads the stream to its end in every case: leaving it early would drop what comes after the text. The
   * listener's errors wait for that, too.
   */
  async #stream(
    request: CompletionRequest,
    signal: CancelSignal | undefined,
    onText: ((piece: string) => void) | undefined,
  ): Promise<Completion> {
    const pieces: string[] = [];
    let finish: string | null = null;
    let usage = { prompt_tokens: 0, completion_tokens: 0 };
    const listenerErrors: unknown[] = [];
    const add = (piece: string) => {
      if (piece === '') return;
      pieces.push(piece);
      try {
        onText?.(piece);
      } catch (thrown) {
        listenerErrors.push(thrown);
      }
    };
    for await (const chunk of await this.#engine.chatCompletion(this.#toEngine(request))) {
      // An interrupt that came before the engine began is forgotten by it: the first token is the time to repeat.
      if (signal?.aborted) void this.#engine.interruptGenerate();
      add(chunk.choices[0]?.delta.content ?? '');
      finish = chunk.choices[0]?.finish_reason ?? finish;
      usage = chunk.usage ?? usage;
    }
    // The stream holds half a character back, and never gives it out when it is the last.
    const whole = await this.#engine.getMessage();
    const streamed = pieces.join('');
    if (whole.startsWith(streamed)) add(whole.slice(streamed.length));
    if (listenerErrors.length > 0) throw listenerErrors[0];
    return {
      text: pieces.join(''),
      finish: toFinish(finish),
      prefilledTokens: usage.prompt_tokens,
      completionTokens: usage.completion_tokens,
    };
  }

  #toEngine({ messages, grammar, maxTokens }: CompletionRequest): EngineRequest {
    const { guard } = this.#parts.template;
    // The engine counts the think block that it puts in front as written.
    const blockTokens = this.#thinks ? this.#count(emptyThinkBlock) : 0;
    return {
      messages: messages.map((message) => toEngineMessage(message, guard)),
      stream: true,
      stream_options: { include_usage: true },
      response_format: { type: 'grammar', grammar },
      max_tokens: maxTokens + blockTokens,
      ...sampling,
      ...(this.#thinks && { extra_body: { enable_thinking: false } }),
    };
  }

  async #failed(thrown: unknown): Promise<CompletionResult> {
    const loss = engineLoss(thrown);
    if (loss) this.#lose(loss);
    // A reply that broke off stays in the engine's conversation and fails the next request, unless forgotten.
    else if (!(await this.#reset())) this.#lose(deviceLost);
    if (this.#lost) return lostResult(this.#lost);
    return { ok: false, error: describeEngineError(thrown, this.windowTokens) };
  }

  #lose(reason: LossReason): void {
    this.#lost ??= reason;
    this.#tellLost(this.#lost);
  }

  async #reset(): Promise<boolean> {
    try {
      await this.#engine.resetChat();
      return true;
    } catch {
      return false;
    }
  }
}

const notBegun: Completion = { text: '', finish: 'abort', prefilledTokens: 0, completionTokens: 0 };

function lostResult({ message }: LossReason): CompletionResult {
  return { ok: false, error: { code: 'lost', message } };
}

function toEngineMessage({ role, content }: ChatMessage, guard: (text: string) => string): EngineMessage {
  const guarded = guard(content);
  return { role, content: role === 'system' ? escapeReplacement(guarded) : guarded };
}

function toFinish(finish: string | null): Completion['finish'] {
  if (finish === 'stop' || finish === 'length' || finish === 'abort') return finish;
  throw new Error(`The engine ended a completion with "${String(finish)}".`);
}
