import type {
  ChatMessage,
  Completion,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
  ModelError,
} from '../../kernel/language-model.ts';
import type { InstructionsForm } from '../../kernel/system-instructions.ts';
import type { ChatTemplate } from './chat-template.ts';
import { countParts } from './count-parts.ts';
import { EngineFailure } from './engine-failure.ts';
import type { GgufTokenizer } from './gguf-tokenizer.ts';
import type { WllamaEngine } from './wllama-engine.ts';

export interface WllamaModelOptions {
  readonly modelId: string;
  readonly windowTokens: number;
  readonly template: ChatTemplate;
  readonly tokenizer: GgufTokenizer;
  readonly instructions?: InstructionsForm | undefined;
  readonly temperature?: number | undefined;
}

/** Lively enough not to repeat itself, cool enough to choose functions soundly; as in the other engine. */
const usualTemperature = 0.6;

/** A model loaded in llama.cpp, on the CPU. */
export class WllamaModel implements LanguageModel {
  readonly modelId: string;
  readonly windowTokens: number;
  readonly grammarDialect = 'gbnf';
  readonly instructions?: InstructionsForm;
  readonly #engine: Pick<WllamaEngine, 'complete'>;
  readonly #template: ChatTemplate;
  readonly #tokenizer: GgufTokenizer;
  readonly #temperature: number;
  /** By how much our counts have to grow, as the engine's own counts showed; 1 for an exact tokenizer. */
  #correction = 1;

  constructor(engine: Pick<WllamaEngine, 'complete'>, options: WllamaModelOptions) {
    this.modelId = options.modelId;
    this.windowTokens = options.windowTokens;
    if (options.instructions) this.instructions = options.instructions;
    this.#engine = engine;
    this.#template = options.template;
    this.#tokenizer = options.tokenizer;
    this.#temperature = options.temperature ?? usualTemperature;
  }

  countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    return Promise.resolve(this.#count(this.#template.render(messages)));
  }

  async complete(
    { messages, grammar, maxTokens }: CompletionRequest,
    { signal, onText }: CompletionOptions = {},
  ): Promise<CompletionResult> {
    if (messages.at(-1)?.role !== 'user') return failed({ code: 'rejected', message: endsWrongly });
    const parts = this.#template.render(messages);
    const counted = sum(countParts(parts, this.#tokenizer));
    const held = Math.ceil(counted * this.#correction);
    // The engine rounds its window up, and one token has to be written at least.
    if (held >= this.windowTokens) return failed({ code: 'overflow', message: overflows(this.windowTokens) });
    try {
      const completion = await this.#engine.complete(
        {
          prompt: parts.join(''),
          grammar,
          maxTokens: Math.min(maxTokens, this.windowTokens - held),
          temperature: this.#temperature,
        },
        { signal, onText },
      );
      // A vocabulary that is read differently here is found out at the first prompt, and not counted short again.
      this.#correction = Math.max(this.#correction, completion.promptTokens / counted);
      return { ok: true, completion: toCompletion(completion) };
    } catch (thrown) {
      if (!(thrown instanceof EngineFailure)) throw thrown;
      const { code } = thrown;
      return failed({ code, message: code === 'overflow' ? overflows(this.windowTokens) : thrown.message });
    }
  }

  #count(parts: readonly string[]): number[] {
    return countParts(parts, this.#tokenizer).map((count) => Math.ceil(count * this.#correction));
  }
}

function toCompletion({ text, finish, prefilledTokens, completionTokens }: Completion): Completion {
  return { text, finish, prefilledTokens, completionTokens };
}

function failed(error: ModelError): CompletionResult {
  return { ok: false, error };
}

const endsWrongly =
  'The prompt does not end with a message to answer. Say something, or begin a new conversation.';

const overflows = (windowTokens: number) =>
  `The prompt does not fit the model’s window of ${windowTokens} tokens. Start a new conversation, or load the ` +
  'model with a larger window.';

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
