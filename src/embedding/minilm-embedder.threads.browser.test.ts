import { expect, it } from 'vitest';
import { loadMiniLmEmbedder } from './minilm-embedder.ts';
import { runtimeFiles } from './runtime-files.ts';

/*
 * A file of its own, since the runtime keeps the threads it first started with. On a machine with two cores
 * nobody gets a second thread by default, so nothing else would notice that threads hang.
 */

it('works with two threads, started from the runtime’s own file', async () => {
  expect(crossOriginIsolated).toBe(true);
  const scripts: string[] = [];
  const PlainWorker = globalThis.Worker;
  globalThis.Worker = class extends PlainWorker {
    constructor(script: string | URL, options?: WorkerOptions) {
      super(script, options);
      scripts.push(new URL(script, location.href).pathname);
    }
  };
  const embedder = await loadMiniLmEmbedder({
    modelPath: '/models/all-MiniLM-L6-v2',
    wasmPaths: runtimeFiles,
    threads: 2,
  });
  globalThis.Worker = PlainWorker;
  expect(scripts).toEqual([new URL(runtimeFiles.mjs, location.href).pathname]);
  expect(await embedder.embed(['one', 'two'])).toHaveLength(2);
}, 60_000);
