import { runInWorker } from './run-in-worker.mjs';

/*
 * Measures in Chromium what only a browser has, in a worker as the kernel runs in one; the page is isolated, as the
 * app is, and only then is the clock finer than 0.1 ms.
 */

/** Named here because they are first met inside the worker: found late, they would reload the page. */
const prebundled = [
  'dexie',
  'gpt-tokenizer/encoding/o200k_base',
  '@wllama/wllama/esm/index.js',
  'hnswlib-wasm',
  '@orama/orama',
  'voy-search/voy_search_bg.js',
  'minisearch',
  '@xenova/transformers',
  'onnxruntime-web/wasm',
];

/** As vite.config.ts has it: the runtime without WebGPU. */
const alias = [{ find: /^onnxruntime-web\/webgpu$/, replacement: 'onnxruntime-web/wasm' }];

/**
 * @param {string} module its path from the repository's root
 * @returns {Promise<Record<string, number>>}
 * @throws Error with the module's own, when it failed
 */
export function measureInBrowser(module) {
  return runInWorker(module, { cacheDir: 'node_modules/.vite-bench', prebundled, alias });
}
