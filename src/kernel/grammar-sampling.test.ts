import { beforeAll, describe, expect, test } from 'vitest';
import { describeSampled, grammarNames, sampleCalls } from './sample-calls.fixture.ts';
import { GrammarSampler } from './xgrammar.fixture.ts';

/*
 * 535 calls of random tokens come to their end, none of them invalid. The figures are annotations: the reporter
 * `verbose` shows them. The heavy suite does the same over 150,000 tokens (grammar-sampling.heavy.test.ts).
 */

let sampler: GrammarSampler;

beforeAll(async () => {
  sampler = await GrammarSampler.create({ tokens: 2000, seed: 1 });
});

const ways = [
  { way: 'every allowed token as likely', closing: 0, completed: 12, mostCutOff: 0.4 },
  { way: 'what closes something more likely', closing: 0.3, completed: 95, mostCutOff: 0.02 },
];

describe.for(grammarNames)('random tokens under %s make valid calls or are cut off', (name) => {
  test.for(ways)('$way', { timeout: 60_000 }, async ({ closing, completed, mostCutOff }, { annotate }) => {
    const sampled = await sampleCalls(sampler, { name, completed, maxTokens: 400, closing, seed: 7 });
    await annotate(describeSampled(sampled));
    expect(sampled.invalid).toEqual([]);
    expect(sampled.cutOff / (sampled.cutOff + completed)).toBeLessThan(mostCutOff);
    expect(sampled.compileMilliseconds).toBeLessThan(3000);
  });
});
