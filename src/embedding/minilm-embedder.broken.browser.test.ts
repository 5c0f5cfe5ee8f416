import { expect, it, vi } from 'vitest';
import { loadMiniLmEmbedder } from './minilm-embedder.ts';
import { runtimeFiles } from './runtime-files.ts';

/*
 * A file of its own, since the runtime starts no more once it has failed to.
 */

it('says that the model can’t be started when its weights are damaged', async () => {
  const fetchFile = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) =>
    String(input).endsWith('.onnx') ? Promise.resolve(new Response('not a model')) : fetchFile(input, init),
  );
  const loading = loadMiniLmEmbedder({
    modelPath: '/models/all-MiniLM-L6-v2',
    wasmPaths: runtimeFiles,
    threads: 1,
  });
  await expect(loading).rejects.toMatchObject({
    name: 'EmbedderError',
    code: 'unusable',
    cause: expect.any(Error),
  });
}, 60_000);
