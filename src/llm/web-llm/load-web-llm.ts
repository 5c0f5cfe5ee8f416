import type { ModelFiles } from '../model-files.ts';
import type { Engine } from './engine.ts';

/** The part of web-llm that is used; the fake of the tests stands in for it. */
export interface WebLlm {
  /** An engine that knows the one model, and fetches it from there. Nothing is loaded yet. */
  createEngine(files: ModelFiles): Engine;
}

/**
 * Loads web-llm: 7 MB of script, 2.3 MB compressed. This is the only place that imports it as a value, and
 * only when a model is loaded, so it is a chunk of the llm worker alone.
 *
 * @throws TypeError when the chunk can't be fetched
 */
export async function loadWebLlm(): Promise<WebLlm> {
  const { MLCEngine } = await import('@mlc-ai/web-llm');
  return {
    createEngine({ engineId, baseUrl, libraryUrl }) {
      const record = { model: baseUrl, model_id: engineId, model_lib: libraryUrl };
      return new MLCEngine({ appConfig: { model_list: [record] }, logLevel: 'WARN' });
    },
  };
}
