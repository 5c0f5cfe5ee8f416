import { expect, test } from 'vitest';
import { foldedTextReader } from '../retrieval/folded-text-reader.ts';
import { samplePassage } from '../storage/sample-rows.fixture.ts';
import { writeSources } from './write-sources.ts';

const lease = samplePassage('p1', { documentId: 'lease', text: 'The notice period is sixty days.' });
const menu = samplePassage('p2', { documentId: 'menu', text: 'Soup of the day: leek and potato.' });
const note = samplePassage('p3', { documentId: null, text: 'Rent is due on the third.', sources: ['lease'] });
const grounds = { said: ['How long is the notice?'], told: '', reader: foldedTextReader };

test('the document whose words were written is the source', () => {
  expect(writeSources('The notice period is sixty days', [lease, menu], grounds)).toEqual(['lease']);
});

test('two documents are, the one with more of the words first', () => {
  const written = 'Leek and potato soup, after a notice period of sixty days';
  expect(writeSources(written, [lease, menu], grounds)).toEqual(['menu', 'lease']);
});

test('what the person said comes from no document, though one says it too', () => {
  const said = { ...grounds, said: ['My notice period is sixty days'] };
  expect(writeSources('Notice period: sixty days', [lease], said)).toEqual([]);
});

test('a note passes on where it came from', () => {
  expect(writeSources('Rent due on the third', [note], grounds)).toEqual(['lease']);
});

test('words from nowhere have no source', () => {
  expect(writeSources('Enjoys astronomy', [lease, menu], grounds)).toEqual([]);
});
