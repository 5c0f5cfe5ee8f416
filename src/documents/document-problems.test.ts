import { expect, it } from 'vitest';
import { documentProblems, pageList } from './document-problems.ts';

it.each([
  [[2], 'page 2'],
  [[2, 3], 'pages 2 and 3'],
  [[3, 4, 5, 9], 'pages 3 to 5 and 9'],
  [[1, 3, 5, 6, 9], 'pages 1, 3, 5 and 6 and 9'],
  [[1, 3, 5, 7, 9, 11, 13, 14], 'pages 1, 3, 5, 7, 9, 11 and 2 more'],
])('names pages %j', (pages, words) => expect(pageList(pages)).toBe(words));

it('says of pages without text what was read and what to do', () => {
  const { code, message } = documentProblems.pagesWithoutText([3, 4, 5]);
  expect(code).toBe('image-only');
  expect(message).toContain('No text found on pages 3 to 5 (scanned pages?). The other pages were read.');
  expect(message).toMatch(/original file is kept.*text recognition/);
});
