import {
  type ConversationLike,
  type FakeChatConfig,
  FakeConversation,
  named,
} from './fake-conversation.fixture.ts';
import { FakeTokenizer } from './fake-tokenizer.fixture.ts';

/** What the model writes: a text, or a text with a throw of the engine after so many of its tokens. */
export type FakeReply = string | { readonly text: string; readonly throwsAfter: number };

export interface FakePipelineOptions {
  readonly config: FakeChatConfig;
  readonly replies?: readonly FakeReply[];
  /** Waits before each prefill and each token, as a GPU would make one wait. */
  readonly pause?: (step: 'prefill' | 'decode') => Promise<void>;
}

interface GenerationConfig {
  readonly max_tokens?: number | null;
  readonly enable_thinking?: boolean | null;
  readonly response_format?: { readonly grammar?: string | null } | null;
}

const endOfTurn = '<|im_end|>';
const emptyThinkBlock = '<think>\n\n</think>\n\n';

/**
 * web-llm's `LLMChatPipeline` (0.2.86, lib/index.js) without its GPU: tokenizer, KV length, prefill, decode,
 * finish reasons and counts, statement by statement where it matters. It works under the fake engine and under
 * web-llm's own.
 */
export class FakePipeline {
  readonly tokenizer = new FakeTokenizer();
  /** Where the GPU device hangs in the real one. */
  readonly tvm: { lib: { webGPUContext: { device: { lost: Promise<unknown> } } } };
  /** Tokens of every prefill, as the model was given them. */
  readonly prefills: number[][] = [];
  readonly grammars: (string | null | undefined)[] = [];
  /** Rejects what is under way and all that comes, as after a lost device. */
  loseDevice: (info?: { readonly reason: string; readonly message: string }) => void = () => {};
  conversation: ConversationLike;
  readonly #config: FakeChatConfig;
  readonly #replies: FakeReply[];
  readonly #pause: (step: 'prefill' | 'decode') => Promise<void>;
  #filledKvLength = 0;
  #outputIds: number[] = [];
  #outputMessage = '';
  #stopped = true;
  #finishReason: string | undefined;
  #promptTokens = 0;
  #completionTokens = 0;
  #coming: number[] = [];
  #throwsAfter = Number.POSITIVE_INFINITY;
  #lost = false;

  constructor({ config, replies = [], pause = () => Promise.resolve() }: FakePipelineOptions) {
    this.#config = config;
    this.#replies = [...replies];
    this.#pause = pause;
    this.conversation = new FakeConversation({ ...config.conv_template, ...config.conv_config });
    const lost = new Promise((resolve) => {
      this.loseDevice = (info = { reason: 'unknown', message: '' }) => {
        this.#lost = true;
        resolve(info);
      };
    });
    this.tvm = { lib: { webGPUContext: { device: { lost } } } };
  }

  getConversationObject = () => this.conversation;
  getFinishReason = () => this.#finishReason;
  stopped = () => this.#stopped;
  getMessage = () => this.#outputMessage;
  getCurRoundPrefillTotalTokens = () => this.#promptTokens;
  getCurRoundCompletionTotalTokens = () => this.#completionTokens;
  getCurRoundDecodingTotalTokens = () => Math.max(0, this.#completionTokens - 1);
  getCurRoundPrefillTotalTime = () => 0.1;
  getCurRoundDecodingTotalTime = () => 0.1;
  getCurRoundPrefillTokensPerSec = () => 1;
  getCurRoundDecodingTokensPerSec = () => 1;
  getCurRoundGrammarInitTotalTime = () => 0;
  getCurRoundGrammarPerTokenTotalTime = () => 0;
  getCurRoundLatencyBreakdown = () => undefined;
  setSeed = () => {};
  dispose = () => {};
  sync = () => Promise.resolve();

  setConversation(conversation: ConversationLike): void {
    this.conversation = conversation;
  }

  resetChat(): void {
    this.conversation.reset();
    this.#finishReason = undefined;
    this.#filledKvLength = 0;
  }

  triggerStop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#finishReason = 'abort';
    this.conversation.finishReply(this.#outputMessage);
  }

  async prefillStep(
    input: string,
    role: string,
    _roleName: string | undefined,
    config: GenerationConfig,
  ): Promise<void> {
    this.#outputIds = [];
    this.#outputMessage = '';
    this.#promptTokens = 0;
    this.#completionTokens = 0;
    this.#stopped = false;
    this.grammars.push(config.response_format?.grammar);
    this.conversation.appendMessage(role, input);
    if (config.enable_thinking === false) {
      this.#outputIds.push(...this.tokenizer.encode(emptyThinkBlock));
      this.conversation.appendEmptyThinkingReplyHeader('assistant', emptyThinkBlock);
    } else {
      this.conversation.appendReplyHeader('assistant');
    }
    const { ids, counted } = this.#input();
    await this.#forward('prefill', ids.length);
    this.prefills.push(ids);
    this.#promptTokens = counted;
    this.#takeReply();
    this.#commit(config);
  }

  async decodeStep(config: GenerationConfig): Promise<void> {
    if (this.#stopped) throw new Error('Cannot run decode when stopped');
    await this.#forward('decode', 1);
    if (this.#completionTokens >= this.#throwsAfter) throw new Error('Invalid token id -1789744523');
    this.#commit(config);
  }

  /** Ids in front of everything reach the cache, but are counted nowhere. */
  #input(): { ids: number[]; counted: number } {
    const isFirst = this.#filledKvLength === 0;
    const prefix = isFirst ? (this.conversation.config.system_prefix_token_ids ?? []) : [];
    const pieces = isFirst ? this.conversation.getPromptArray() : this.conversation.getPromptArrayLastRound();
    const ids = pieces.flatMap((piece) => [...this.tokenizer.encode(String(piece))]);
    if (ids.length + this.#filledKvLength > this.#config.context_window_size) {
      throw named(
        'ContextWindowSizeExceededError',
        `Prompt tokens exceed context window size: number of prompt tokens: ${ids.length}; ` +
          `context window size: ${this.#config.context_window_size}`,
      );
    }
    return { ids: [...prefix, ...ids], counted: ids.length };
  }

  async #forward(step: 'prefill' | 'decode', tokens: number): Promise<void> {
    if (!this.#lost) await this.#pause(step);
    // A lost device may answer nothing any more.
    if (this.#lost) await new Promise(() => {});
    this.#filledKvLength += tokens;
  }

  #takeReply(): void {
    const reply = this.#replies.shift() ?? '';
    const { text, throwsAfter } =
      typeof reply === 'string' ? { text: reply, throwsAfter: Number.POSITIVE_INFINITY } : reply;
    this.#throwsAfter = throwsAfter;
    this.#coming = [...this.tokenizer.encode(text), ...this.tokenizer.encode(endOfTurn)];
  }

  /** web-llm's `processNextToken`. */
  #commit({ max_tokens }: GenerationConfig): void {
    const token = this.#coming.shift() ?? -1;
    if (this.#coming.length === 0) this.#stop('stop');
    else this.#outputIds.push(token);
    const text = this.tokenizer.decode(new Int32Array(this.#outputIds));
    const stopAt = Math.max(...this.conversation.config.stop_str.map((stop) => text.lastIndexOf(stop)));
    if (stopAt >= 0) this.#stop('stop');
    this.#outputMessage = stopAt >= 0 ? text.slice(0, stopAt) : text;
    if (this.#outputIds.length >= (max_tokens ?? Number.POSITIVE_INFINITY)) this.#stop('length');
    if (this.#filledKvLength === this.#config.context_window_size) this.#stop('length');
    if (this.#stopped) this.conversation.finishReply(this.#outputMessage);
    this.#completionTokens += 1;
  }

  #stop(reason: string): void {
    this.#stopped = true;
    this.#finishReason = reason;
  }
}
