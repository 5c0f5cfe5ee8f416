import { expect, it } from 'vitest';
import { queryTerms } from './query-terms.ts';

it('keeps what tells something, stemmed and once', () => {
  expect(queryTerms('What does the queue manager do when memory pressure is high?')).toEqual([
    'queu',
    'manager',
    'memory',
    'pressur',
    'high',
  ]);
  expect(queryTerms('Pages and paging')).toEqual(['pag']);
  expect(queryTerms('Die Häuser und das Haus')).toEqual(['haus']);
});

it('keeps stop words when there is nothing else', () => {
  expect(queryTerms('to be or not to be')).toEqual(['to', 'be', 'or', 'not']);
  expect(queryTerms('?!')).toEqual([]);
});
