import type { LossReason } from '../llm/loss-reason.ts';
import { ModelHost, type ModelHostOptions } from '../llm/model-host.ts';
import { chatml } from '../llm/web-llm/fake-conversation.fixture.ts';
import { FakeMlcEngine } from '../llm/web-llm/fake-engine.fixture.ts';
import {
  FakePipeline,
  type FakePipelineOptions,
  type FakeReply,
} from '../llm/web-llm/fake-pipeline.fixture.ts';
import { llmHandlers } from './llm-handlers.ts';
import type { LlmPush, LlmRequests } from './llm-protocol.ts';
import type { ModelTiming } from './model-timing.ts';
import { type Endpoint, serve } from './rpc.ts';
import { type ModelWorker, SupervisedModel } from './supervised-model.ts';

export interface FakeWorkerOptions extends ModelHostOptions {
  readonly hangs?: boolean;
  readonly pause?: FakePipelineOptions['pause'];
}

/** A worker in this very thread, behind a real MessageChannel, with everything on it cloned. */
export class FakeLlmWorker implements ModelWorker {
  readonly pipelines: FakePipeline[] = [];
  terminated = false;
  readonly #channel = new MessageChannel();
  readonly #events = new EventTarget();

  constructor(replies: readonly FakeReply[], { pause = macrotask, ...options }: FakeWorkerOptions = {}) {
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
    const push = serve<LlmRequests, LlmPush>(this.#channel.port2 as unknown as Endpoint, llmHandlers(host));
    this.#channel.port2.start();
    this.#channel.port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  addEventListener(type: string, listener: (event: MessageEvent) => void): void {
    if (type === 'message') this.#channel.port1.addEventListener('message', listener);
    else this.#events.addEventListener(type, listener as (event: Event) => void);
  }

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
  }

  crash(type: 'error' | 'messageerror' = 'error'): void {
    this.#events.dispatchEvent(new Event(type));
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
