import type {
  ChatMessage,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
} from '../../src/kernel/language-model.ts';
import { chatml } from '../../src/llm/web-llm/fake-conversation.fixture.ts';
import { FakeMlcEngine } from '../../src/llm/web-llm/fake-engine.fixture.ts';
import {
  FakePipeline,
  type FakePipelineOptions,
  type FakeReply,
} from '../../src/llm/web-llm/fake-pipeline.fixture.ts';
import type { FakeTokenizer } from '../../src/llm/web-llm/fake-tokenizer.fixture.ts';
import { WebLlmModel } from '../../src/llm/web-llm/web-llm-model.ts';
import { BpeTokenizer } from './bpe-tokenizer.ts';

const engineId = 'Bench-q4f16_1-MLC';
/** More completions than any benchmark asks for. */
const MOST_COMPLETIONS = 20_000;

/** What the model writes to a prompt. */
export type Writer = (request: CompletionRequest) => string;

class BpePipeline extends FakePipeline {
  override readonly tokenizer: FakeTokenizer;

  constructor(options: FakePipelineOptions, tokenizer: FakeTokenizer) {
    super(options);
    this.tokenizer = tokenizer;
  }
}

/**
 * The app's own web-llm adapter over the fake engine, whose KV cache obeys web-llm's rule of reuse, with a real
 * tokenizer and a model that writes what `writer` says. Adds up what it cost.
 */
export class BenchModel implements LanguageModel {
  readonly modelId = 'bench';
  readonly windowTokens: number;
  readonly grammarDialect = 'xgrammar';
  /** Tokens that the engine had to read so far, and completions that it made. */
  prefilledTokens = 0;
  completions = 0;
  readonly #model: LanguageModel;
  readonly #writer: Writer;
  readonly #next: { text: string };

  private constructor(model: LanguageModel, writer: Writer, next: { text: string }) {
    this.windowTokens = model.windowTokens;
    this.#model = model;
    this.#writer = writer;
    this.#next = next;
  }

  /** `remembersCounts`: counting tokens is to cost nothing, since its time is not measured. */
  static async load(windowTokens: number, writer: Writer, remembersCounts = true): Promise<BenchModel> {
    const next = { text: '' };
    // The engine's replies are given beforehand: this one is read only when it is written.
    const reply: FakeReply = {
      get text() {
        return next.text;
      },
      throwsAfter: Number.POSITIVE_INFINITY,
    };
    const replies = Array.from({ length: MOST_COMPLETIONS }, () => reply);
    const window = { context_window_size: windowTokens, sliding_window_size: -1 };
    const engine = new FakeMlcEngine({
      engineId,
      config: { ...window, conv_template: chatml },
      createPipeline: (config) => new BpePipeline({ config, replies }, new BpeTokenizer(remembersCounts)),
    });
    await engine.reload(engineId, { ...window, conv_config: { role_templates: {} } });
    const model = new WebLlmModel(engine, { modelId: 'bench', engineId, windowTokens, thinks: false });
    return new BenchModel(model, writer, next);
  }

  countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    return this.#model.countTokens(messages);
  }

  async complete(request: CompletionRequest, options?: CompletionOptions): Promise<CompletionResult> {
    this.#next.text = this.#writer(request);
    const result = await this.#model.complete(request, options);
    if (!result.ok) throw new Error(`The bench model failed: ${result.error.message}`);
    this.prefilledTokens += result.completion.prefilledTokens;
    this.completions += 1;
    return result;
  }
}
