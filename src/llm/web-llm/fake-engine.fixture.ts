import installed from '@mlc-ai/web-llm/package.json' with { type: 'json' };
import type { Engine, EngineChatOptions, EngineChunk, EngineRequest } from './engine.ts';
import {
  conversationBefore,
  type FakeChatConfig,
  FakeConversation,
  named,
} from './fake-conversation.fixture.ts';
import { FakeLock } from './fake-lock.fixture.ts';
import type { FakePipeline } from './fake-pipeline.fixture.ts';
import type { LoadReport } from './load-phase-of-report.ts';

/** The version whose rules were measured and read. */
const measuredVersion = '0.2.86';

export interface FakeEngineOptions {
  /** The one model that it knows. */
  readonly engineId: string;
  readonly config: FakeChatConfig;
  readonly createPipeline: (config: FakeChatConfig) => FakePipeline;
  /** Called in the middle of a load; may hang, or throw what the load is to reject with. */
  readonly whileLoading?: () => Promise<void>;
}

/**
 * web-llm's `MLCEngine` (0.2.86) without GPU and library, for tests. It obeys what was measured of it:
 * KV reuse, finish reasons, order of messages, overflow, the lock, interrupts that are forgotten, a load that
 * rejects with a bare string. `engine.contract.ts` holds it and the real one to the same rules.
 */
export class FakeMlcEngine implements Engine {
  // Named as in the real one: that is where `engine-parts.ts` looks.
  readonly loadedModelIdToPipeline = new Map<string, FakePipeline>();
  readonly loadedModelIdToChatConfig = new Map<string, FakeChatConfig>();
  readonly #options: FakeEngineOptions;
  readonly #locks = new Map<string, FakeLock>();
  #report: ((report: LoadReport) => void) | undefined;
  #abortLoad: ((reason: string) => void) | null = null;
  #interrupted = false;

  constructor(options: FakeEngineOptions) {
    if (installed.version !== measuredVersion) {
      throw new Error(
        `The fake engine obeys web-llm ${measuredVersion}, but ${installed.version} is installed. ` +
          'Measure its rules again (engine.contract.ts), then change the version here.',
      );
    }
    this.#options = options;
  }

  setInitProgressCallback(report?: (report: LoadReport) => void): void {
    this.#report = report;
  }

  /** For `whileLoading`: tells of progress. */
  report(report: LoadReport): void {
    this.#report?.(report);
  }

  async reload(modelId: string, options: EngineChatOptions): Promise<void> {
    await this.unload();
    if (modelId !== this.#options.engineId) {
      throw named('ModelNotFoundError', `Cannot find model record in appConfig for ${modelId}.`);
    }
    const aborted = new Promise<never>((_, reject) => {
      this.#abortLoad = reject;
    });
    try {
      this.#report?.({ progress: 0, text: 'Start to fetch params' });
      await Promise.race([this.#options.whileLoading?.(), aborted]);
      this.#report?.({ progress: 1, text: 'Loading model from cache[9/9]: 280MB loaded. 100% completed' });
      this.#report?.({ progress: 1, text: 'Loading GPU shader modules[73/73]: 100% completed' });
      const config: FakeChatConfig = { ...this.#options.config, ...options };
      this.loadedModelIdToChatConfig.set(modelId, config);
      this.loadedModelIdToPipeline.set(modelId, this.#options.createPipeline(config));
      this.#locks.set(modelId, new FakeLock());
      this.#report?.({ progress: 1, text: 'Finish loading on WebGPU - fake' });
    } finally {
      this.#abortLoad = null;
    }
  }

  unload(): Promise<void> {
    this.loadedModelIdToPipeline.clear();
    this.loadedModelIdToChatConfig.clear();
    // A string and no Error, as measured.
    this.#abortLoad?.('Engine.unload() is called.');
    this.#abortLoad = null;
    return Promise.resolve();
  }

  async chatCompletion(request: EngineRequest): Promise<AsyncIterable<EngineChunk>> {
    const loaded = this.#loaded('ChatCompletionRequest');
    request.messages.forEach(({ role }, index) => {
      if (role === 'system' && index !== 0) {
        throw named(
          'SystemMessageOrderError',
          'System prompt should always be the first message in `messages`.',
        );
      }
    });
    // The last may be of the role `tool`, too, which our requests never use.
    const lastRole: string | undefined = request.messages.at(-1)?.role;
    if (lastRole !== 'user' && lastRole !== 'tool') {
      throw named('MessageOrderError', 'Last message should be from either `user` or `tool`.');
    }
    return this.#generate(request, loaded);
  }

  interruptGenerate(): Promise<void> {
    this.#interrupted = true;
    return Promise.resolve();
  }

  async getMessage(): Promise<string> {
    return this.#loaded('getMessage').pipeline.getMessage();
  }

  resetChat(): Promise<void> {
    this.loadedModelIdToPipeline.get(this.#options.engineId)?.resetChat();
    return Promise.resolve();
  }

  #loaded(asked: string) {
    const { engineId } = this.#options;
    const pipeline = this.loadedModelIdToPipeline.get(engineId);
    const config = this.loadedModelIdToChatConfig.get(engineId);
    const lock = this.#locks.get(engineId);
    if (!pipeline || !config || !lock) {
      throw named('ModelNotLoadedError', `Model not loaded before trying to complete ${asked}.`);
    }
    return { pipeline, config, lock };
  }

  async *#generate(
    request: EngineRequest,
    { pipeline, config, lock }: { pipeline: FakePipeline; config: FakeChatConfig; lock: FakeLock },
  ): AsyncGenerator<EngineChunk> {
    await lock.acquire();
    let prefilled = false;
    try {
      // Whatever asked for an interrupt until here meant another request.
      this.#interrupted = false;
      const generation = { ...request, enable_thinking: request.extra_body?.enable_thinking ?? null };
      this.#prepare(request, pipeline, config);
      const { role = 'user', content = '' } = request.messages.at(-1) ?? {};
      await pipeline.prefillStep(content, role, undefined, generation);
      prefilled = true;
      const delta = deltas(pipeline);
      yield* delta();
      while (!pipeline.stopped()) {
        if (this.#interrupted) pipeline.triggerStop();
        else {
          await pipeline.decodeStep(generation);
          yield* delta();
        }
      }
      yield { choices: [{ delta: {}, finish_reason: pipeline.getFinishReason() ?? null }] };
      yield { choices: [], usage: usageOf(pipeline) };
    } finally {
      if (prefilled && !pipeline.stopped()) pipeline.triggerStop();
      await lock.release();
    }
  }

  /** web-llm's `preparePrefillInput`: all is forgotten unless the prompt merely continues the last one. */
  #prepare(request: EngineRequest, pipeline: FakePipeline, config: FakeChatConfig): void {
    const next = conversationBefore(request.messages, config);
    const current = pipeline.getConversationObject();
    const finished = pipeline.getFinishReason();
    const continues =
      finished !== 'abort' &&
      finished !== 'length' &&
      next.messages.length > 0 &&
      current instanceof FakeConversation &&
      current.equals(next);
    if (continues) return;
    pipeline.resetChat();
    pipeline.setConversation(next);
  }
}

/** What is new in the text since the last piece; half a character waits for its other half. */
function deltas(pipeline: FakePipeline): () => Iterable<EngineChunk> {
  let sent = 0;
  return () => {
    const text = pipeline.getMessage();
    const unfinished = /\ufffd*$/.exec(text)?.[0].length ?? 0;
    if (unfinished % 4 !== 0) return [];
    const content = text.slice(sent);
    sent = text.length;
    return [{ choices: [{ delta: { content }, finish_reason: null }] }];
  };
}

function usageOf(pipeline: FakePipeline): NonNullable<EngineChunk['usage']> {
  return {
    prompt_tokens: pipeline.getCurRoundPrefillTotalTokens(),
    completion_tokens: pipeline.getCurRoundCompletionTotalTokens(),
  };
}
