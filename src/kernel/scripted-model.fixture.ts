import type { CancelSignal } from './cancel-signal.ts';
import type { GrammarDialect } from './grammar.ts';
import type {
  ChatMessage,
  Completion,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
  ModelError,
} from './language-model.ts';
import type { InstructionsForm } from './system-instructions.ts';

/** The default name, and what a test looks for to prove that no production build holds this file. */
export const scriptedModelMarker = 'scripted-model';

/** What the model answers with: a text, a completion with its finish, or a failure. */
export type ScriptedReply = string | (Partial<Completion> & { readonly text: string }) | ModelError;

export type ScriptedStep = ScriptedReply | ((request: CompletionRequest) => ScriptedReply);

export interface ScriptedModelOptions {
  readonly script?: readonly ScriptedStep[];
  /** Answers when the script is over; without it such a request throws. */
  readonly fallback?: ScriptedStep;
  readonly modelId?: string;
  readonly windowTokens?: number;
  readonly grammarDialect?: GrammarDialect;
  readonly instructions?: InstructionsForm;
  /** Waits before each piece of text; without it a reply comes at once. */
  readonly pause?: () => Promise<void>;
}

/** Characters that make one token and one piece of the stream. */
const tokenLength = 4;
/** Tokens that a message takes beside its text. */
const messageTokens = 4;

/**
 * A model that plays completions in order, for tests: prompts are recorded, text comes in pieces, abort, cut-off
 * and overflow are honoured, and `prefilledTokens` obeys the measured rule of KV reuse: only the last message
 * is read when the prompt is the one before, its reply echoed exactly, and one message more, and that reply
 * came to its end.
 */
export class ScriptedModel implements LanguageModel {
  readonly modelId: string;
  readonly windowTokens: number;
  readonly grammarDialect: GrammarDialect;
  readonly instructions?: InstructionsForm;
  /** The prompt of every completion that was begun. */
  readonly prompts: (readonly ChatMessage[])[] = [];
  readonly requests: CompletionRequest[] = [];
  readonly #script: ScriptedStep[];
  readonly #fallback: ScriptedStep | undefined;
  readonly #pause: (() => Promise<void>) | undefined;
  #history: readonly ChatMessage[] | null = null;
  #lost: ModelError | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ScriptedModelOptions = {}) {
    this.modelId = options.modelId ?? scriptedModelMarker;
    this.windowTokens = options.windowTokens ?? 4096;
    this.grammarDialect = options.grammarDialect ?? 'xgrammar';
    if (options.instructions) this.instructions = options.instructions;
    this.#script = [...(options.script ?? [])];
    this.#fallback = options.fallback;
    this.#pause = options.pause;
  }

  /** Adds to the script. */
  play(...steps: readonly ScriptedStep[]): void {
    this.#script.push(...steps);
  }

  /** Steps not played yet. */
  get left(): number {
    return this.#script.length;
  }

  /** From here on every completion is `lost`. */
  lose(message = 'The scripted model was lost.'): void {
    this.#lost = { code: 'lost', message };
  }

  countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    return Promise.resolve(messages.map(({ content }) => countText(content) + messageTokens));
  }

  complete(request: CompletionRequest, options: CompletionOptions = {}): Promise<CompletionResult> {
    const result = this.#last.then(() => this.#run(request, options));
    this.#last = result.catch(() => {});
    return result;
  }

  async #run(request: CompletionRequest, { signal, onText }: CompletionOptions): Promise<CompletionResult> {
    if (this.#lost) return { ok: false, error: this.#lost };
    if (signal?.aborted) return { ok: true, completion: { ...nothing, finish: 'abort' } };
    const invalid = orderError(request.messages);
    if (invalid) return { ok: false, error: { code: 'rejected', message: invalid } };
    const counts = await this.countTokens(request.messages);
    const promptTokens = counts.reduce((sum, count) => sum + count, 0);
    if (promptTokens > this.windowTokens) {
      this.#history = null;
      const message = `The prompt has ${promptTokens} tokens; the window holds ${this.windowTokens}.`;
      return { ok: false, error: { code: 'overflow', message } };
    }
    this.requests.push(request);
    this.prompts.push(request.messages);
    const prefilledTokens = this.#reuses(request.messages) ? (counts.at(-1) ?? 0) : promptTokens;
    const reply = this.#next(request);
    if ('code' in reply) {
      this.#history = null;
      if (reply.code === 'lost') this.#lost = reply;
      return { ok: false, error: reply };
    }
    const room = Math.min(request.maxTokens, this.windowTokens - promptTokens);
    const written = await this.#write(reply.text, room, signal, onText);
    if (this.#lost) return { ok: false, error: this.#lost };
    const completion = { prefilledTokens, ...written, ...reply, text: written.text };
    const ended = completion.finish === 'stop';
    this.#history = ended ? [...request.messages, { role: 'assistant', content: completion.text }] : null;
    return { ok: true, completion };
  }

  #next(request: CompletionRequest): Exclude<ScriptedReply, string> {
    const step = this.#script.shift() ?? this.#fallback;
    if (step === undefined) throw new Error('The script of the scripted model is over.');
    const reply = typeof step === 'function' ? step(request) : step;
    return typeof reply === 'string' ? { text: reply } : reply;
  }

  #reuses(messages: readonly ChatMessage[]): boolean {
    const history = this.#history;
    if (history?.length !== messages.length - 1) return false;
    return history.every(
      ({ role, content }, index) => messages[index]?.role === role && messages[index].content === content,
    );
  }

  async #write(
    text: string,
    room: number,
    signal: CancelSignal | undefined,
    onText: ((piece: string) => void) | undefined,
  ): Promise<Omit<Completion, 'prefilledTokens'>> {
    const pieces = splitText(text);
    const written: string[] = [];
    for (const piece of pieces) {
      await this.#pause?.();
      const cut = signal?.aborted ? 'abort' : written.length >= room ? 'length' : null;
      if (cut) return { text: written.join(''), finish: cut, completionTokens: written.length };
      written.push(piece);
      onText?.(piece);
    }
    return { text, finish: 'stop', completionTokens: written.length };
  }
}

const nothing = { text: '', prefilledTokens: 0, completionTokens: 0 };

function countText(text: string): number {
  return Math.ceil(text.length / tokenLength);
}

/** By code points, so that no character is cut in two. */
function splitText(text: string): string[] {
  const characters = Array.from(text);
  return Array.from({ length: Math.ceil(characters.length / tokenLength) }, (_, index) =>
    characters.slice(index * tokenLength, (index + 1) * tokenLength).join(''),
  );
}

/** The engine refuses such prompts, too. */
function orderError(messages: readonly ChatMessage[]): string | null {
  if (messages.at(-1)?.role !== 'user') return 'The last message must be the user’s.';
  return messages.some(({ role }, index) => role === 'system' && index > 0)
    ? 'The system message must come first.'
    : null;
}
