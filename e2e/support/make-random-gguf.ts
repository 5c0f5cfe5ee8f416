import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import type * as fixture from '../../src/llm/wllama/random-gguf.fixture.ts';

/** A small GGUF of random weights. Through Vite, since its vocabulary is trained on files that Vite collects. */
export async function makeRandomGguf(): Promise<Uint8Array> {
  const path = resolve('src/llm/wllama/random-gguf.fixture.ts');
  const { module } = await runnerImport<typeof fixture>(path, { logLevel: 'error' });
  return module.randomGguf();
}
