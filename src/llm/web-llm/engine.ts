import type { LoadReport } from './load-phase-of-report.ts';

/** A chat message as web-llm takes it. */
export interface EngineMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** The one kind of request that we make: streamed, under a grammar, with a count at the end. */
export interface EngineRequest {
  messages: EngineMessage[];
  stream: true;
  stream_options: { include_usage: true };
  response_format: { type: 'grammar'; grammar: string };
  max_tokens: number;
  temperature: number;
  top_p: number;
  repetition_penalty: number;
  frequency_penalty: number;
  presence_penalty: number;
  extra_body?: { enable_thinking: boolean };
}

/** The part of a streamed chunk that is read. The last one has no choices but the usage. */
export interface EngineChunk {
  choices: { delta: { content?: string | null }; finish_reason: string | null }[];
  usage?: {
    /** Tokens prefilled by this request, not those that the prompt holds. */
    prompt_tokens: number;
    completion_tokens: number;
  };
}

/** The options of `reload` that we set; web-llm merges them over the model's own configuration. */
export interface EngineChatOptions {
  context_window_size: number;
  sliding_window_size: number;
  conv_config: { role_templates: Record<string, never> };
}

/**
 * What we use of web-llm's `MLCEngine` (0.2.86, lib/engine.d.ts). The real one and the fake both fit; what it
 * keeps private is reached in `engine-parts.ts` alone.
 */
export interface Engine {
  setInitProgressCallback(report?: (report: LoadReport) => void): void;
  /** Unloads what is loaded. Rejects with a bare string when `unload` is called meanwhile. */
  reload(modelId: string, options: EngineChatOptions): Promise<void>;
  unload(): Promise<void>;
  /**
   * The stream takes the model's lock at its first `next()`. Throws `ModelNotLoadedError`,
   * `MessageOrderError`, `SystemMessageOrderError`; the stream throws `ContextWindowSizeExceededError` and
   * whatever decoding throws.
   */
  chatCompletion(request: EngineRequest): Promise<AsyncIterable<EngineChunk>>;
  /** Asks the running completion to stop after its next token; forgotten when none has begun. */
  interruptGenerate(): Promise<void>;
  /** The text of the last completion as the engine will compare it with the next request's history. */
  getMessage(): Promise<string>;
  /** Forgets the conversation and its KV cache. */
  resetChat(): Promise<void>;
}
