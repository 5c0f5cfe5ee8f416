import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitWords } from './split-words.ts';
import { stemGerman } from './stem-german.ts';

describe('stemGerman', () => {
  it.each([
    'Haus Hauses Häuser Häusern',
    'Kind Kindes Kinder Kindern',
    'Vertrag Vertrages Vertrags Verträge Verträgen',
    'Tag Tage Tagen Tages',
    'Stadt Städte Städten',
    'Buch Buches Bücher Büchern',
    'Zeit Zeiten',
    'Kündigung Kündigungen',
    'Lehrerin Lehrerinnen',
    'Auto Autos',
    'Straße Straßen Strasse',
    'bezahlen bezahle bezahlt bezahltes',
    'alte altes alten',
    'Zimmer Zimmers Zimmern',
  ])('brings together: %s', (forms) => {
    expect(new Set(splitWords(forms).map(stemGerman)).size).toBe(1);
  });

  it.each([
    ['Haus', 'Hand'],
    ['Tag', 'Tat'],
    ['Vertrag', 'Vortrag'],
    ['Miete', 'Mitte'],
  ])('keeps apart %s and %s', (first, second) => {
    expect(stemGerman(first.toLowerCase())).not.toBe(stemGerman(second.toLowerCase()));
  });

  it('leaves short words, codes, numbers and other scripts as they are', () => {
    for (const word of ['ein', 'das', 'gpt-4', '2,000', 'b2bs', 'дома', '東京'])
      expect(stemGerman(word)).toBe(word);
  });

  it('shortens, and never to fewer than three letters', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abdehmnrst'), minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(letters, (word) => {
        const stem = stemGerman(word);
        expect(word.startsWith(stem)).toBe(true);
        expect(stem.length).toBeGreaterThanOrEqual(Math.min(3, word.length));
        expect(stemGerman(stem)).toBe(stem);
      }),
    );
  });
});
