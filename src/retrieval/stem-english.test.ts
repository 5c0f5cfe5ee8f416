import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stemEnglish } from './stem-english.ts';

describe('stemEnglish', () => {
  it.each([
    'store stores stored storing',
    'page pages paged paging',
    'evict evicts evicted evicting',
    'memory memories',
    'query queries queried querying',
    'cache caches cached caching',
    'run runs running',
    'plan plans planned planning',
    'control controls controlled controlling',
    'call calls called calling',
    'pass passes passed passing',
    'process processes processed processing',
    'box boxes boxed',
    'index indexes indexed indexing',
    'status statuses',
    'agree agrees agreed',
    'tree trees',
    'used using uses',
    'add adds added adding',
    'copy copies copied copying',
    'play plays played playing',
    'tie ties',
    'window windows',
  ])('brings together: %s', (forms) => {
    expect(new Set(forms.split(' ').map(stemEnglish)).size).toBe(1);
  });

  it.each([
    ['sing', 'sin'],
    ['king', 'kin'],
    ['need', 'nee'],
    ['analysis', 'analyse'],
    ['bus', 'busy'],
    ['class', 'clasp'],
  ])('keeps apart %s and %s', (first, second) => {
    expect(stemEnglish(first)).not.toBe(stemEnglish(second));
  });

  it('leaves short words, codes, numbers and other scripts as they are', () => {
    for (const word of ['as', 'red', 'gas', 'gpt-4', "don't", '2,000', 'b2bs', 'straßen', '東京']) {
      expect(stemEnglish(word)).toBe(word);
    }
  });

  it('shortens, and never to nothing', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcdeginsy'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(letters, (word) => {
        const stem = stemEnglish(word);
        expect(stem.length).toBeLessThanOrEqual(word.length);
        expect(stem.length).toBeGreaterThanOrEqual(Math.min(3, word.length));
      }),
    );
  });
});
