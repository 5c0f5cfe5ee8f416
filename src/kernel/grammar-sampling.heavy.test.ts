import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeSampled, grammarNames, type SampledCalls, sampleCalls } from './sample-calls.fixture.ts';
import { GrammarSampler } from './xgrammar.fixture.ts';

/*
 * As grammar-sampling.test.ts, over a vocabulary as large as a model's: 525 calls come to their end. Only in the
 * project `heavy`, which sets HEAVY. The figures go to test-results/heavy-grammar.json as well.
 */

const TOKENS = 150_000;
const COMPLETED = 105;

describe.runIf(process.env.HEAVY)(`over ${TOKENS} tokens`, () => {
  let sampler: GrammarSampler;
  const figures: Record<string, number> = {};

  beforeAll(async () => {
    const started = performance.now();
    sampler = await GrammarSampler.create({ tokens: TOKENS, seed: 1 });
    figures['grammar.vocabulary_ms'] = Math.round(performance.now() - started);
  }, 120_000);

  test.for(grammarNames)(
    'random tokens under %s make valid calls',
    { timeout: 1_800_000 },
    async (name, { annotate }) => {
      const sampled = await sampleCalls(sampler, {
        name,
        completed: COMPLETED,
        maxTokens: 400,
        closing: 0.2,
        seed: 7,
      });
      await annotate(describeSampled(sampled));
      Object.assign(figures, flatten(name, sampled));
      expect(sampled.invalid).toEqual([]);
      expect(sampled.cutOff / (sampled.cutOff + COMPLETED)).toBeLessThan(0.25);
      expect(sampled.compileMilliseconds).toBeLessThan(10_000);
    },
  );

  afterAll(() => {
    mkdirSync('test-results', { recursive: true });
    writeFileSync('test-results/heavy-grammar.json', `${JSON.stringify(figures, null, 2)}\n`);
  });
});

function flatten(name: string, sampled: SampledCalls): Record<string, number> {
  const prefix = `grammar.${name.replaceAll('-', '_')}`;
  return {
    [`${prefix}.completed`]: sampled.completed,
    [`${prefix}.invalid`]: sampled.invalid.length,
    [`${prefix}.cut_off`]: sampled.cutOff,
    [`${prefix}.compile_ms`]: Math.round(sampled.compileMilliseconds),
    [`${prefix}.token_us`]: Math.round(sampled.microsecondsPerToken),
  };
}
