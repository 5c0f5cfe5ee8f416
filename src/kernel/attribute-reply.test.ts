import { describe, expect, test } from 'vitest';
import { foldedTextReader } from '../retrieval/folded-text-reader.ts';
import { attributeReply, type ShownPassage } from './attribute-reply.ts';

const reader = foldedTextReader;

function shown(id: string, text: string, more: Partial<ShownPassage> = {}): ShownPassage {
  return { id, text, place: 'papers.pdf', isNamed: false, ...more };
}

const lease = shown(
  'lease',
  'The lease begins on 1 June 2025. Notice shall be given in writing at least sixty days before the end of the term. The landlord is Halina Wróbel.',
);
const garage = shown('garage', 'The garage is let under the addendum. Its deposit is one month of rent.');
const flat = shown('flat', 'The flat is on the third floor. Its deposit is two months of rent.');
const window = [lease, garage, flat];

/** Each attribution as the reply's words, the passage, and the passage's words. */
function attributed(reply: string, passages: readonly ShownPassage[], asked = ''): string[][] {
  return attributeReply(reply, passages, { asked, reader }).map((it) => [
    reply.slice(it.reply.start, it.reply.end),
    it.passageId,
    (passages.find(({ id }) => id === it.passageId)?.text ?? '').slice(it.passage.start, it.passage.end),
  ]);
}

describe('a sentence', () => {
  test('in other words is attributed to the passage that says it, with the words that match', () => {
    expect(attributed('Sure. You must give written notice sixty days before the term ends.', window)).toEqual(
      [
        [
          'You must give written notice sixty days before the term ends.',
          'lease',
          'Notice shall be given in writing at least sixty days before the end of the term.',
        ],
      ],
    );
  });

  test('has its own range in a reply with markup, lists and labels', () => {
    const reply =
      '**The lease begins on 1 June 2025.** [d1]\n\n1. The garage is let under an *addendum*\n2. The flat is on the third floor';
    expect(attributed(reply, window).map(([words, id]) => [words, id])).toEqual([
      ['The lease begins on 1 June 2025.', 'lease'],
      ['1. The garage is let under an *addendum', 'garage'],
      ['2. The flat is on the third floor', 'flat'],
    ]);
  });

  test.each([
    ['with another number', 'The lease begins on 1 June 2026.'],
    ['with another name', 'The landlord of the lease is Jan Nowak.'],
    ['that begins with another name', 'Nowak is the landlord of the lease.'],
    ['that denies it', 'The garage is not let under the addendum.'],
    ['that asks', 'The lease begins on 1 June 2025?'],
    ['that found nothing', 'I could not find when the lease begins on 1 June 2025.'],
    ['of which one word is in common', 'The lease was drawn up by a careful solicitor.'],
    ['in code', '```\nThe lease begins on 1 June 2025.\n```'],
    ['that says nothing', 'It is what it is.'],
    ['that greets', 'Hello, how nice to hear from you.'],
  ])('%s has no source', (_, reply) => {
    expect(attributed(reply, window)).toEqual([]);
  });

  test('may have a number in digits that the passage has in words', () => {
    expect(attributed('The deposit of the garage is 1 month of rent.', window)[0]?.[1]).toBe('garage');
    expect(attributed('The deposit of the garage is 3 months of rent.', window)).toEqual([]);
  });

  test('is attributed to the one row of a table that says it, read with the names of its columns', () => {
    const table = 'Part | Price | Weight\nBolt | 3 | 20 g\nNut | 1 | 5 g\nScrew | 2 | 9 g';
    const parts = shown('parts', table);
    expect(attributed('The price of the nut is 1.', [parts, lease])).toEqual([
      ['The price of the nut is 1.', 'parts', 'Nut | 1 | 5 g'],
    ]);
    expect(attributed('A screw has a weight of 9 g.', [parts, lease])[0]?.[2]).toBe('Screw | 2 | 9 g');
    expect(attributed('Bolt, nut and screw are the parts with a price.', [parts, lease])[0]?.[2]).toBe(table);
    expect(attributed('The price and weight of a nail differ.', [parts, lease])).toEqual([]);
  });

  test('in German is attributed although its nouns look like names', () => {
    const miete = shown('miete', 'Die Miete wird am dritten Werktag des Monats fällig.');
    expect(attributed('Am dritten Werktag im Monat ist die Miete zu zahlen.', [miete])[0]?.[1]).toBe('miete');
  });
});

describe('passages that read alike', () => {
  const rows = [
    shown('r1', 'Invoice 4711, Baker, 120 euro, paid in March.'),
    shown('r2', 'Invoice 4712, Baker, 120 euro, paid in April.'),
    shown('r3', 'Invoice 4713, Cooper, 120 euro, paid in April.'),
  ];

  test.each([
    ['Invoice 4712 over 120 euro was paid.', 'r2'],
    ['The 120 euro of Cooper were paid in April.', 'r3'],
    ['The 120 euro of Baker were paid in March.', 'r1'],
  ])('are told apart: %s', (reply, id) => {
    expect(attributed(reply, rows).map(([, found]) => found)).toEqual([id]);
  });

  test('are told apart by what was asked', () => {
    const asked = (question: string) =>
      attributed(
        'It is one month of rent.',
        [garage, shown('cellar', 'The cellar lies below. Its deposit is one month of rent.')],
        question,
      ).map(([, id]) => id);
    expect(asked('How much is the deposit for the cellar?')).toEqual(['cellar']);
    expect(asked('How much is the deposit for the garage?')).toEqual(['garage']);
  });

  test('of which nothing says which was meant give a short sentence none', () => {
    const two = [shown('a', 'The red key opens this door.'), shown('b', 'The red key is a spare.')];
    expect(attributed('The red key.', two)).toEqual([]);
  });
});

describe('a named passage', () => {
  const named = (passage: ShownPassage) => ({ ...passage, isNamed: true });

  test('gives way to the one that says it', () => {
    const found = attributed('The deposit for the flat is two months of rent.', [named(garage), flat]);
    expect(found.map(([, id]) => id)).toEqual(['flat']);
  });

  test('is taken at less, where no sentence reaches more', () => {
    const reply = 'Tell her in writing, well ahead of when the term is over.';
    expect(attributed(reply, [lease])).toEqual([]);
    expect(attributed(reply, [named(lease)]).map(([, id]) => id)).toEqual(['lease']);
  });

  test('holds for a reply in another language by the names in it', () => {
    const reply = 'Vermieterin ist die Halina Wróbel.';
    const asked = 'Wer ist Halina Wróbel?';
    expect(attributed(reply, window, asked)).toEqual([]);
    expect(attributed(reply, [named(lease), garage], asked).map(([, id]) => id)).toEqual(['lease']);
    expect(attributed(reply, [lease, named(garage)], asked)).toEqual([]);
  });

  test('is dropped where it has nothing in common with the reply, or another number', () => {
    expect(attributed('Trams run every ten minutes.', [named(lease)])).toEqual([]);
    expect(attributed('The lease begins on 3 June 2025.', [named(lease)])).toEqual([]);
  });

  test('stands beside another that says the same', () => {
    const copy = named({ ...garage, id: 'copy' });
    const found = attributed('The garage is let under the addendum.', [named(garage), copy]);
    expect(found.map(([, id]) => id)).toEqual(['garage', 'copy']);
  });
});

/** Words that make sentences by chance, the same each time. */
function randomTexts(seed: number, count: number): string[] {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  const words =
    'lease garage Baker 1901 rent **deposit** floor 12 "third" addendum Cooper not key [d1] `door`'.split(
      ' ',
    );
  const sentence = () =>
    `${Array.from({ length: 1 + next(7) }, () => words[next(words.length)]).join(' ')}${'.?!\n'[next(4)]}`;
  return Array.from({ length: count }, () => Array.from({ length: 1 + next(5) }, sentence).join(' '));
}

test('by chance: only shown passages, exact ranges in order, and the same each time', () => {
  let found = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const [reply = '', asked = '', ...texts] = randomTexts(seed, 6);
    const passages = texts.map((text, index) => shown(`p${index}`, text, { isNamed: index % 2 === 0 }));
    const attributions = attributeReply(reply, passages, { asked, reader });
    expect(attributeReply(reply, passages, { asked, reader })).toEqual(attributions);
    let from = 0;
    for (const { passageId, reply: said, passage, coverage } of attributions) {
      const text = passages.find(({ id }) => id === passageId)?.text;
      expect(text).toBeDefined();
      for (const [whole, { start, end }] of [
        [reply, said],
        [text ?? '', passage],
      ] as const) {
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(whole.length);
        expect(whole.slice(start, end)).toBe(whole.slice(start, end).trim());
      }
      expect(said.start).toBeGreaterThanOrEqual(from);
      from = said.start;
      expect(coverage).toBeGreaterThan(0);
      expect(coverage).toBeLessThanOrEqual(1);
      found++;
    }
  }
  expect(found).toBeGreaterThan(50);
});
