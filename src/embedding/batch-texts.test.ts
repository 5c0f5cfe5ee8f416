import { describe, expect, it } from 'vitest';
import { batchTexts } from './batch-texts.ts';

describe('batchTexts', () => {
  it('gives every text its places, identical ones together', () => {
    const batches = batchTexts(['b', 'a', 'b', '', 'b']);
    expect(batches).toEqual([
      [
        { text: '', places: [3] },
        { text: 'b', places: [0, 2, 4] },
        { text: 'a', places: [1] },
      ],
    ]);
  });

  it('puts at most 8 texts in a batch, shortest first', () => {
    const texts = Array.from({ length: 20 }, (_, index) => 'x'.repeat(20 - index));
    const lengths = batchTexts(texts).map((batch) => batch.map(({ text }) => text.length));
    expect(lengths.map((batch) => batch.length)).toEqual([8, 8, 4]);
    expect(lengths.flat()).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('keeps texts apart that would be padded for more than a pass costs', () => {
    const texts = [10, 12, 33, 60, 61, 200].map((length) => 'x'.repeat(length));
    expect(batchTexts(texts).map((batch) => batch.map(({ text }) => text.length))).toEqual([
      [10, 12],
      [33],
      [60, 61],
      [200],
    ]);
  });

  it('keeps long texts apart, so that a search need not wait for several', () => {
    const texts = [200, 201, 202, 900, 5000].map((length) => 'x'.repeat(length));
    texts.push(`${'x'.repeat(899)}y`);
    expect(batchTexts(texts).map((batch) => batch.map(({ text }) => text.length))).toEqual([
      [200, 201],
      [202],
      [900],
      [900],
      [5000],
    ]);
  });

  it('makes no batch of nothing', () => {
    expect(batchTexts([])).toEqual([]);
  });
});
