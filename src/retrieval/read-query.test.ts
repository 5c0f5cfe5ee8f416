import { describe, expect, it } from 'vitest';
import { readQuery, readWords, type WordQuery } from './read-query.ts';

/** The words as they were written, folded. */
const firstForms = (terms: WordQuery['terms']) => terms.map(([form]) => form);
function read(query: string) {
  const { terms, phrases, without } = readQuery(query);
  return {
    terms: firstForms(terms),
    ...(phrases.length > 0 && { phrases: phrases.map(firstForms) }),
    ...(without.length > 0 && { without: without.map(firstForms) }),
  };
}

describe('readQuery', () => {
  it('keeps what tells something, once', () => {
    const { terms } = read('What does the queue manager do when memory is high, and the queue long?');
    expect(terms).toEqual(['queue', 'manager', 'memory', 'high', 'long']);
    expect(read('How many hours must I work, and how much may I be paid?').terms).toEqual([
      'hours',
      'work',
      'may',
      'paid',
    ]);
  });

  it('leaves out the stop words of the language that is asked in', () => {
    expect(read('Was ist der Name des Hundes?').terms).toEqual(['name', 'hundes']);
    expect(read('When did she die in the war?').terms).toEqual(['die', 'war']);
  });

  it('keeps stop words when there is nothing else', () => {
    expect(read('to be or not to be')).toEqual({ terms: ['to', 'be', 'or', 'not'] });
    expect(read('?!')).toEqual({ terms: [] });
    expect(read('')).toEqual({ terms: [] });
  });

  it('knows each word in the forms that texts may have it in', () => {
    expect(readQuery('Häuser').terms).toEqual([['hauser', 'haus']]);
    expect(readQuery('stores').terms).toEqual([['stores', 'stor']]);
    expect(readQuery('GPT-4').terms).toEqual([['gpt-4'], ['gpt'], ['4']]);
  });

  it('takes quoted words as a phrase, whatever the marks', () => {
    for (const marked of ['"queue manager"', '“queue manager”', '„queue manager“', '«queue manager»']) {
      expect(read(`the ${marked} evicts`)).toEqual({
        terms: ['queue', 'manager', 'evicts'],
        phrases: [['queue', 'manager']],
      });
    }
    expect(read('彼は「赤い灯」を見た').phrases).toEqual([['赤い', '灯']]);
    expect(read('"to be" "or not"')).toEqual({
      terms: ['to', 'be', 'or', 'not'],
      phrases: [
        ['to', 'be'],
        ['or', 'not'],
      ],
    });
  });

  it('takes a minus before a word or a phrase for what must not be', () => {
    expect(read('violin -stolen -"red lantern" (-car)')).toEqual({
      terms: ['violin'],
      without: [['stolen'], ['red', 'lantern'], ['car']],
    });
    expect(read('-violin')).toEqual({ terms: [], without: [['violin']] });
    expect(read('-well-known')).toEqual({ terms: [], without: [['well', 'known']] });
  });

  it('takes no other mark for one of its own', () => {
    expect(read('long-term - or 5-inch 5" disc at -20 degrees --verbose "" -')).toEqual({
      terms: ['long', 'term', '5-inch', '5', 'inch', 'disc', '20', 'degrees', 'verbose'],
    });
  });

  it('reads ten thousand words', () => {
    const words = Array.from({ length: 10_000 }, (_, index) => `w${index}`);
    expect(read(`-gone "w0 w1" ${words.join(' ')}`)).toEqual({
      terms: words,
      phrases: [['w0', 'w1']],
      without: [['gone']],
    });
  });
});

it('readWords takes a message for its words alone', () => {
  const { terms, phrases, without } = readWords('He said "red lantern" -really');
  expect({ terms: firstForms(terms), phrases, without }).toEqual({
    terms: ['said', 'red', 'lantern', 'really'],
    phrases: [],
    without: [],
  });
});
