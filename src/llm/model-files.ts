import type { Precision } from './choose-precision.ts';
import type { WebLlmRow } from './model-row.ts';

/** Where a web-llm model's files come from, which is also the key that they are cached under. */
export interface ModelFiles {
  /** web-llm's model id. */
  readonly engineId: string;
  /** Address of the folder that holds configuration, tokenizer, manifest and weights; ends in a slash. */
  readonly baseUrl: string;
  /** Address of the compiled library (wasm). */
  readonly libraryUrl: string;
}

/** The caches that web-llm keeps its files in (web-llm 0.2.86, lib/cache_util.d.ts, `CacheScope`). */
export const cacheNames = { model: 'webllm/model', config: 'webllm/config', wasm: 'webllm/wasm' } as const;

export type CacheName = (typeof cacheNames)[keyof typeof cacheNames];

const libraries =
  'https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/web-llm-models/v0_2_86/base/';

/**
 * The addresses of web-llm 0.2.86's prebuilt list, restated so that what is cached can be told and deleted
 * without loading the 7 MB library; a test holds them against that list. A row with a folder of its own has
 * one form only, whatever the precision.
 */
export function modelFiles(row: WebLlmRow, precision: Precision): ModelFiles {
  const engineId = row.baseUrl === undefined ? `${row.id}-${precision}-MLC` : row.id;
  return {
    engineId,
    baseUrl: row.baseUrl ?? `https://huggingface.co/mlc-ai/${engineId}/resolve/main/`,
    libraryUrl: row.libraryUrl ?? `${libraries}${row.library}-${precision}_cs1k-webgpu.wasm`,
  };
}
