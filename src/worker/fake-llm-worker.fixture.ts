import type { LossReason } from '../llm/loss-reason.ts';
import { ModelHost, type ModelHostOptions } from '../llm/model-host.ts';
import { chatml } from '../llm/web-llm/fake-conversation.fixture.ts';
import { FakeMlcEngine } from '../llm/web-llm/fake-engine.fixture.ts';
import {
  FakePipeline,
  type FakePipelineOptions,
  type FakeReply,
} from '../llm/web-llm/fake-pipeline.fixture.ts';
import { ChannelWorker } from './channel-worker.fixture.ts';
import { llmHandlers } from './llm-handlers.ts';
import type { LlmPush, LlmRequests } from './llm-protocol.ts';
import type { ModelTiming } from './model-timing.ts';
import { serve } from './rpc.ts';
import { SupervisedModel } from './supervised-model.ts';

export interface FakeWorkerOptions extends ModelHostOptions {
  readonly hangs?: boolean;
  readonly pause?: FakePipelineOptions['pause'];
}

export class FakeLlmWorker extends ChannelWorker {
  readonly pipelines: FakePipeline[] = [];

  constructor(replies: readonly FakeReply[], { pause = macrotask, ...options }: FakeWorkerOptions = {}) {
    super();
    const host = new ModelHost({
      probe: () =>
        Promise.resolve({ webgpu: true, shaderF16: true, maxBufferBytes: 2 ** 30, adapter: 'fake' }),
      requireFiles: () => Promise.resolve(),
      loadLibrary: () =>
        Promise.resolve({
          createEngine: ({ engineId }) =>
            new FakeMlcEngine({
              engineId,
              config: { context_window_size: 0, sliding_window_size: -1, conv_template: chatml },
              createPipeline: (config) => this.#keep(new FakePipeline({ config, replies, pause })),
              ...(options.hangs && { whileLoading: () => new Promise<void>(() => {}) }),
            }),
        }),
      onLost: (reason) => push({ type: 'lost', reason }),
      ...options,
    });
    const push = serve<LlmRequests, LlmPush>(this.inside, llmHandlers(host));
  }

  #keep(pipeline: FakePipeline): FakePipeline {
    this.pipelines.push(pipeline);
    return pipeline;
  }
}

/** Lets messages of the channel through between tokens. */
export const macrotask = () => new Promise<void>((resolve) => setImmediate(resolve));

export interface OpenOptions extends FakeWorkerOptions {
  readonly timing?: Partial<ModelTiming>;
}

/** A supervisor over such workers, with what it told of losses. */
export function openSupervised(replies: readonly FakeReply[] = [], { timing, ...options }: OpenOptions = {}) {
  const workers: FakeLlmWorker[] = [];
  const lost: LossReason[] = [];
  const startWorker = () => {
    const worker = new FakeLlmWorker(replies, options);
    workers.push(worker);
    return worker;
  };
  const onLost = (reason: LossReason) => lost.push(reason);
  const supervised = new SupervisedModel({ startWorker, onLost, ...(timing && { timing }) });
  const close = () => {
    for (const worker of workers) worker.terminate();
  };
  return { supervised, workers, lost, close };
}
