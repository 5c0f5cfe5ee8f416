import { MLCEngine } from '@mlc-ai/web-llm';
import type { Engine, EngineChatOptions } from './engine.ts';
import type { FakeChatConfig } from './fake-conversation.fixture.ts';
import { FakeLock } from './fake-lock.fixture.ts';
import type { FakePipeline } from './fake-pipeline.fixture.ts';

/**
 * web-llm's own engine over a pipeline of ours. Engine, conversations, streaming, interrupts and the decision
 * on KV reuse are the library's code as shipped; only what needs a GPU, a model and its library is ours. Loading
 * puts the pipeline in place; `unload` and all else is untouched.
 */
export function createRealEngine(
  engineId: string,
  config: FakeChatConfig,
  createPipeline: (config: FakeChatConfig) => FakePipeline,
): Engine {
  const engine = new MLCEngine({ logLevel: 'SILENT' });
  const states = {
    pipelines: privateMap(engine, 'loadedModelIdToPipeline'),
    configs: privateMap(engine, 'loadedModelIdToChatConfig'),
    locks: privateMap(engine, 'loadedModelIdToLock'),
  };
  const original: unknown = Reflect.get(engine, 'getLLMStates');
  if (typeof original !== 'function') throw new Error('web-llm looks different: getLLMStates.');
  // The library insists on its own pipeline class, which it doesn't export.
  Reflect.set(engine, 'getLLMStates', (...args: unknown[]) =>
    states.pipelines.has(engineId)
      ? [engineId, states.pipelines.get(engineId), states.configs.get(engineId)]
      : Reflect.apply(original, engine, args),
  );
  Reflect.set(engine, 'reload', async (modelId: string, options: EngineChatOptions) => {
    await engine.unload();
    if (modelId !== engineId) return Reflect.apply(MLCEngine.prototype.reload, engine, [modelId]);
    const merged: FakeChatConfig = { ...config, ...options };
    states.configs.set(modelId, merged);
    states.pipelines.set(modelId, createPipeline(merged));
    states.locks.set(modelId, new FakeLock());
  });
  return engine;
}

function privateMap(engine: MLCEngine, name: string): Map<string, unknown> {
  const map: unknown = Reflect.get(engine, name);
  if (map instanceof Map) return map;
  throw new Error(`web-llm looks different: ${name}.`);
}
