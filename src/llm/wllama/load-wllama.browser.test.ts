import { afterEach, expect, it } from 'vitest';
import { loadGguf } from './load-gguf.ts';
import { loadWllama } from './load-wllama.ts';
import { randomGguf } from './random-gguf.fixture.ts';

const { Memory } = WebAssembly;
afterEach(() => {
  WebAssembly.Memory = Memory;
});

it('runs the compat build, from our own origin, where memory can’t be addressed by 64 bits', async () => {
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      if ('address' in descriptor) throw new TypeError('Not known here');
      super(descriptor);
    }
  };
  const { wasmUrl } = await loadWllama();
  expect(wasmUrl).toContain('wllama-compat');
  const { model, unload } = await loadGguf({
    row: { id: 'random', name: 'Random weights' },
    files: [new Blob([randomGguf()])],
    windowTokens: 512,
    onPhase: () => {},
  });
  const messages = [{ role: 'user', content: 'Hello.' }] as const;
  const result = await model.complete({ messages, grammar: 'root ::= "Good day."', maxTokens: 50 });
  await unload();
  expect(result).toMatchObject({ ok: true, completion: { text: 'Good day.' } });
  const fetched = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  expect(fetched.some(({ pathname }) => pathname.includes('wllama-compat'))).toBe(true);
  expect(fetched.filter(({ host }) => host !== location.host)).toEqual([]);
});
