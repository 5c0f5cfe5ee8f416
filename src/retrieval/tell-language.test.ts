import { describe, expect, it } from 'vitest';
import { splitWords } from './split-words.ts';
import { tellLanguage } from './tell-language.ts';

const told = (text: string) => tellLanguage(splitWords(text));

describe('tellLanguage', () => {
  it.each([
    ['en', 'The queue manager evicts messages when the window is full.'],
    ['en', 'My sister was in Berlin, and so am I.'],
    ['de', 'Der Mieter kann die Wohnung mit einer Frist von drei Monaten kündigen.'],
    ['de', 'Wann war ich in Rom?'],
    ['de', 'Was will er also im Haus, so in der Nacht?'],
  ])('%s: %s', (language, text) => {
    expect(told(text)).toBe(language);
  });

  it('takes a few words that say nothing for what is assumed', () => {
    expect(told('Lanterns.')).toBe('en');
    expect(tellLanguage(['laternen'], 'de')).toBe('de');
    expect(tellLanguage(['laternen'], null)).toBeNull();
    expect(tellLanguage([], null)).toBeNull();
  });

  it.each([
    [
      'French',
      `Le locataire peut donner son congé à tout moment, sous réserve de respecter un préavis de trois mois, que le
       bail soit meublé ou non, et sans avoir à justifier sa décision auprès du propriétaire.`,
    ],
    [
      'Dutch',
      `De huurder kan de woning met een termijn van drie maanden opzeggen. De verhuurder heeft dit recht alleen als
       er een goede reden voor bestaat, zoals eigen gebruik van het huis door zijn familie.`,
    ],
    [
      'Spanish',
      `El inquilino puede dejar la vivienda con un aviso de treinta días, siempre que hayan pasado al menos seis
       meses desde la firma del contrato, y el propietario no podrá negarse a ello.`,
    ],
    [
      'Danish',
      `Lejeren kan opsige lejemålet med tre måneders varsel til den første hverdag i en måned, som ikke er dagen før
       en helligdag, medmindre parterne har aftalt noget andet i kontrakten.`,
    ],
  ])('knows that it does not know %s', (_language, text) => {
    expect(told(text)).toBeNull();
  });
});
