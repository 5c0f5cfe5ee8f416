import { expect, it } from 'vitest';
import { grammar } from '../../kernel/grammar.ts';
import { parseCall } from '../../kernel/parse-call.ts';
import type { GrammarName } from '../../kernel/trace.ts';
import { loadWllama } from './load-wllama.ts';
import { bytePairVocabulary, randomGguf } from './random-gguf.fixture.ts';
import { WllamaEngine } from './wllama-engine.ts';

const names: readonly GrammarName[] = [
  'all-functions',
  'with-timers',
  'memory-turn',
  'send-message',
  'summarize',
];
const calls = 50;
/** Of some 2,000 tokens that a string may go on with, one in ten or so ends it. */
const endingSoon = bytePairVocabulary({ bias: (token) => (token === '"' ? 1.3 : 0) });

it('writes nothing but valid calls under the kernel’s grammars, with random weights', async () => {
  let seed = 0;
  const engine = await WllamaEngine.start({
    library: await loadWllama(),
    files: [new Blob([randomGguf({ vocabulary: endingSoon })])],
    ...{ windowTokens: 2048, threads: 1, stallMs: 30_000, kvBytesPerToken: 512 },
    seed: () => (seed += 1),
  });
  const invalid: string[] = [];
  let cut = 0;
  for (let call = 0; call < calls; call += 1) {
    const name = names[call % names.length] ?? 'all-functions';
    const { text, finish } = await engine.complete({
      prompt: `<|im_start|>user\n${call}<|im_end|>\n<|im_start|>assistant\n`,
      grammar: grammar(name, ['human', 'persona'], 'gbnf'),
      maxTokens: 500,
      temperature: 1,
    });
    if (finish === 'length') cut += 1;
    else if (!parseCall(text).ok) invalid.push(text);
  }
  engine.end();
  expect(invalid).toEqual([]);
  expect(cut / calls).toBeLessThanOrEqual(0.1);
}, 60_000);
