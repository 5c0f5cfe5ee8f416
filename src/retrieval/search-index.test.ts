import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DamagedWords } from './check-word-segment.ts';
import { foldWords } from './fold-words.ts';
import { quantiseVector } from './quantise-vector.ts';
import { SearchIndex } from './search-index.ts';
import { WordIndex } from './word-index.ts';

const meaningWeight = 0.5;
const ids = (ranked: readonly { readonly id: string }[]) => ranked.map(({ id }) => id);
/** Halves of surrogate pairs among them. */
const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const direction = (...components: number[]) => quantiseVector(Float32Array.from(components));

describe('SearchIndex', () => {
  it('answers questions by words', () => {
    const index = new SearchIndex(meaningWeight);
    index.add('queue', 'The queue manager evicts messages under memory pressure.', 1);
    index.add('clock', 'The clock manager sends timers.', 1);
    index.add('cats', 'What do the cats do? They do what they do.', 1);
    const ranked = index.search({ text: 'What does the queue manager evict?', vector: null });
    expect(ids(ranked)).toEqual(['queue', 'clock']);
  });

  it('fuses words and meaning', () => {
    const index = new SearchIndex(meaningWeight);
    index.add('words', 'violin', 1);
    index.add('both', 'violin concert', 1);
    index.add('meaning', 'fiddle', 1);
    index.add('neither', 'tax form', 1);
    index.addVector('words', direction(0, 1));
    index.addVector('both', direction(1, 0));
    index.addVector('meaning', direction(0.9, 0.1));
    index.addVector('neither', direction(-1, 0));
    const vector = Float32Array.of(1, 0);
    const ranked = ids(index.search({ text: 'violin', vector }));
    expect(ranked[0]).toBe('both');
    expect(ranked.toSorted()).toEqual(['both', 'meaning', 'words']);
    expect(ids(index.search({ text: 'violin', vector: null })).toSorted()).toEqual(['both', 'words']);
    expect(ids(index.search({ text: 'violin', vector, limit: 1 }))).toEqual(['both']);
    expect(ids(index.search({ text: 'violin', vector, accept: ({ id }) => id !== 'both' }))).not.toContain(
      'both',
    );
  });

  it('ranks a text found by words by how near it is, however far', () => {
    const index = new SearchIndex(meaningWeight);
    for (const id of ['far', 'near', 'farther']) index.add(id, 'violin', 1);
    index.add('unrelated', 'tax form', 1);
    index.addVector('near', direction(0.23, 0.97));
    index.addVector('far', direction(0, 1));
    index.addVector('farther', direction(-1, 0));
    index.addVector('unrelated', direction(0.24, 0.97));
    const ranked = ids(index.search({ text: 'violin', vector: Float32Array.of(1, 0) }));
    expect(ranked).toEqual(['near', 'far', 'farther']);
  });

  it('keeps to phrases and leaves out what a minus names, by meaning too', () => {
    const index = new SearchIndex(meaningWeight);
    const texts = ['A red lantern.', 'Lantern, red.', 'A red lantern was stolen.', 'A lamp.'];
    texts.forEach((text, at) => {
      index.add(`${at}`, text, at);
      index.addVector(`${at}`, direction(1, 0));
    });
    const found = (text: string, isPlain = false) =>
      [null, Float32Array.of(1, 0)].map((vector) => ids(index.search({ text, isPlain, vector })).sort());
    expect(found('"red lantern"')).toEqual([
      ['0', '2'],
      ['0', '2'],
    ]);
    expect(found('lantern -stolen')).toEqual([
      ['0', '1'],
      ['0', '1', '3'],
    ]);
    expect(found('"red lantern" -stolen')).toEqual([['0'], ['0']]);
    expect(found('"red lantern" -stolen', true)[0]).toEqual(['0', '1', '2']);
  });

  it('keeps to texts that are named', () => {
    const index = new SearchIndex(meaningWeight);
    for (const id of ['a', 'b', 'c']) {
      index.add(id, 'A red lantern.', 1);
      if (id !== 'c') index.addVector(id, direction(1, 0));
    }
    for (const vector of [null, Float32Array.of(1, 0)]) {
      const among = (...named: string[]) =>
        ids(index.search({ text: 'lantern', vector, among: new Set(named) })).sort();
      expect(among('a', 'c', 'unknown')).toEqual(['a', 'c']);
      expect(among()).toEqual([]);
    }
    const query = { text: 'nothing of it', vector: Float32Array.of(1, 0), among: new Set(['a', 'b']) };
    expect(ids(index.search(query)).sort()).toEqual(['a', 'b']);
    expect(ids(index.search({ ...query, accept: ({ id }) => id === 'b' }))).toEqual(['b']);
    expect(ids(index.search({ ...query, text: '"red lantern"' })).sort()).toEqual(['a', 'b']);
    expect(ids(index.search({ ...query, text: '-lantern' }))).toEqual([]);
  });

  it('finds, by the same names, what was named and given a vector since', () => {
    const index = new SearchIndex(meaningWeight);
    const named = new Set(['a']);
    const query = { text: 'nothing of it', vector: Float32Array.of(1, 0), among: named };
    index.add('a', 'A red lantern.', 1);
    index.addVector('a', direction(1, 0));
    index.add('b', 'A ship.', 1);
    expect(ids(index.search(query))).toEqual(['a']);
    named.add('b');
    index.addVector('b', direction(1, 0));
    expect(ids(index.search(query)).sort()).toEqual(['a', 'b']);
    index.remove('a');
    expect(ids(index.search(query))).toEqual(['b']);
  });

  describe('with segments', () => {
    const texts = ['A red lantern.', 'A blue lantern.', 'A ship.'];
    const words = new WordIndex();
    for (const text of texts) words.add(foldWords(text));
    const [packed] = words.segments();
    if (packed === undefined) throw new Error('Nothing was packed.');
    const segment = { ids: ['a', 'b', 'c'], at: [1, 2, 3], words: packed.segment };
    const rows = (...vectors: readonly ReturnType<typeof direction>[]) => ({
      values: Int8Array.from(vectors.flatMap(({ values }) => [...values])),
      scales: Float32Array.from(vectors, ({ scale }) => scale),
    });

    it('ranks as if each text that lives had been added by itself', () => {
      const index = new SearchIndex(meaningWeight);
      index.addSegment(segment, (place) => place !== 1);
      const model = new SearchIndex(meaningWeight);
      model.add('a', 'A red lantern.', 1);
      model.add('c', 'A ship.', 3);
      for (const each of [index, model]) each.add('d', 'A green lantern.', 4);
      expect(index.has('b')).toBe(false);
      for (const text of ['lantern', 'red ship', 'blue'])
        expect(index.search({ text, vector: null })).toEqual(model.search({ text, vector: null }));
      expect(index.between(2, 9)).toEqual(['d', 'c']);
    });

    it('gives vectors to the texts that live and have none yet', () => {
      const index = new SearchIndex(meaningWeight);
      index.addSegment(segment, () => true);
      index.addVector('a', direction(0, 1));
      const given = rows(direction(1, 0), direction(1, 0), direction(1, 0), direction(1, 0));
      index.addVectors(['a', 'b', 'c', 'unknown'], given, (place) => place !== 2);
      const vector = Float32Array.of(1, 0);
      expect(ids(index.search({ text: 'nothing', vector }))).toEqual(['b']);
      expect(index.similarity('a', vector)).toBeCloseTo(0);
      expect(index.hasVector('c')).toBe(false);
    });

    it('takes in nothing of what does not fit', () => {
      const index = new SearchIndex(meaningWeight);
      expect(() => index.addSegment({ ...segment, at: [1] }, () => true)).toThrow(RangeError);
      const damaged = { ...packed.segment, postings: packed.segment.postings.map(() => 2 ** 32 - 1) };
      expect(() => index.addSegment({ ...segment, words: damaged }, () => true)).toThrow(DamagedWords);
      expect(index.size).toBe(0);
      index.addSegment(segment, () => true);
      expect(() => index.addVectors(['a', 'b'], rows(direction(1, 0)), () => true)).toThrow(RangeError);
      expect(() => index.addVectors([], rows(), () => true)).toThrow(RangeError);
      expect(index.hasVector('a')).toBe(false);
    });
  });

  it('finds words in the language of each text, told or known', () => {
    const index = new SearchIndex(meaningWeight);
    index.add('german', 'Wir haben die Häuser der Stadt gesehen.', 1);
    index.add('told', 'Häuser', 1, 'de');
    index.add('english', 'There are stores in the town.', 1);
    index.add('unknown', 'Häuser', 1, null);
    const found = (text: string) => ids(index.search({ text, vector: null })).sort();
    expect(found('Haus')).toEqual(['german', 'told']);
    expect(found('Häuser')).toEqual(['german', 'told', 'unknown']);
    expect(found('storing')).toEqual(['english']);
  });

  it('finds a UUID, a number and a code among many of their kind', () => {
    const index = new SearchIndex(meaningWeight);
    const uuid = (at: number) => `${(0xabcdef00 + at).toString(16)}-e29b-41d4-a716-446655440000`;
    for (let at = 0; at < 200; at++)
      index.add(`${at}`, `Key ${uuid(at)}, order ${10_000 + at}, GPT-${at}.`, at);
    for (const at of [0, 99, 199]) {
      for (const text of [uuid(at), uuid(at).toUpperCase(), `order ${10_000 + at}`, `GPT-${at}`]) {
        expect(ids(index.search({ text, vector: null, limit: 1 }))).toEqual([`${at}`]);
      }
    }
  });

  it('answers whatever is asked', () => {
    const index = new SearchIndex(meaningWeight);
    index.add('a', 'Violin 東京 שלום', 1);
    const odd = [
      '',
      ' ',
      'x',
      '"',
      '-',
      '""',
      '-""',
      '"-"',
      '👩‍👩‍👧',
      '\u200b\u0301',
      '\ud800',
      'violin '.repeat(10_000),
    ];
    for (const text of odd) {
      expect(ids(index.search({ text, vector: null }))).toEqual(text.includes('violin') ? ['a'] : []);
    }
    fc.assert(
      fc.property(fc.string({ unit: anyUnit }), (text) => {
        expect(index.search({ text, vector: null }).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('replaces a text together with its vector', () => {
    const index = new SearchIndex(meaningWeight);
    index.add('a', 'violin', 1);
    expect(index.addVector('a', direction(1, 0))).toBe(true);
    expect(index.hasVector('a')).toBe(true);
    index.add('a', 'tax form', 1);
    expect(index.hasVector('a')).toBe(false);
    expect(index.search({ text: 'violin', vector: Float32Array.of(1, 0) })).toEqual([]);
    expect(index.size).toBe(1);
  });

  it('knows nothing of unknown ids', () => {
    const index = new SearchIndex(meaningWeight);
    expect(index.addVector('x', direction(1, 0))).toBe(false);
    expect(index.remove('x')).toBe(false);
    expect(index.has('x')).toBe(false);
  });

  it('takes vectors of another length after its own were cleared', () => {
    const index = new SearchIndex(meaningWeight);
    index.add('a', 'violin', 1);
    index.addVector('a', direction(1, 0));
    index.clearVectors();
    expect(index.hasVector('a')).toBe(false);
    index.addVector('a', direction(0, 0, 1));
    expect(ids(index.search({ text: '', vector: Float32Array.of(0, 0, 1) }))).toEqual(['a']);
  });

  it('counts its changes', () => {
    const index = new SearchIndex(meaningWeight);
    const versions = [index.version];
    for (const change of [
      () => index.add('a', 'x', 1),
      () => index.addVector('a', direction(1)),
      () => index.remove('a'),
    ]) {
      change();
      versions.push(index.version);
    }
    expect(new Set(versions).size).toBe(4);
    index.remove('a');
    index.search({ text: 'x', vector: null });
    expect(index.version).toBe(versions[3]);
  });

  it('gives the first of all when asked for few', () => {
    const index = new SearchIndex(meaningWeight);
    // All texts are equals in groups of 30, and the newest were added first.
    for (let at = 0; at < 300; at++) index.add(`${at}`, `violin ${'filler '.repeat(at % 10)}`, 300 - at);
    for (const text of ['violin', 'violin filler', 'violin -nothing']) {
      const all = index.search({ text, vector: null });
      for (const limit of [1, 7, 30, 31, 299, 400]) {
        expect(index.search({ text, vector: null, limit })).toEqual(all.slice(0, limit));
      }
    }
  });

  it('lists by time, newest first', () => {
    const index = new SearchIndex(meaningWeight);
    index.add('a', 'x', 10);
    index.add('c', 'x', 20);
    index.add('b', 'x', 20);
    expect(index.between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toEqual(['b', 'c', 'a']);
    expect(index.between(10, 19)).toEqual(['a']);
  });

  it('is after any changes what building it anew, in any order, gives', () => {
    const id = fc.constantFrom(...'abcdefgh');
    const word = fc.constantFrom('violin', 'queue', 'page', 'the');
    const components = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 }));
    const change = fc.oneof(
      fc.record({ add: id, words: fc.array(word, { maxLength: 4 }), at: fc.nat({ max: 3 }) }),
      fc.record({ embed: id, components }),
      fc.record({ remove: id }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), word, components, (changes, query, towards) => {
        const changed = new SearchIndex(meaningWeight);
        const texts = new Map<string, { text: string; at: number; vector?: number[] }>();
        for (const each of changes) {
          if ('add' in each) {
            changed.add(each.add, each.words.join(' '), each.at);
            texts.set(each.add, { text: each.words.join(' '), at: each.at });
          } else if ('embed' in each) {
            changed.addVector(each.embed, direction(...each.components));
            const text = texts.get(each.embed);
            if (text !== undefined) text.vector = each.components;
          } else {
            changed.remove(each.remove);
            texts.delete(each.remove);
          }
        }
        const rebuilt = new SearchIndex(meaningWeight);
        for (const [key, { text, at, vector }] of [...texts].sort()) {
          rebuilt.add(key, text, at);
          if (vector !== undefined) rebuilt.addVector(key, direction(...vector));
        }
        const length = Math.hypot(...towards);
        const vector = Float32Array.from(towards, (component) => component / length);
        for (const asked of [null, vector]) {
          const found = changed.search({ text: query, vector: asked });
          expect(found).toEqual(rebuilt.search({ text: query, vector: asked }));
          expect(new Set(ids(found)).size).toBe(found.length);
        }
      }),
    );
  });
});
