import { describe, expect, test } from 'vitest';
import { closeOpenMarks } from './close-open-marks.ts';
import { decodeEntities } from './decode-entities.ts';
import * as data from './gallery-data.fixture.ts';
import { hideLabels } from './hide-labels.ts';
import { linkTarget } from './link-target.ts';
import { splitLabels } from './split-labels.ts';

describe('closeOpenMarks', () => {
  test.each([
    ['so by **2 April', 'so by **2 April**'],
    ['so by **2 April** now', 'so by **2 April** now'],
    ['so by **', 'so by '],
    ['run `npm', 'run `npm`'],
    ['`**` is **bold', '`**` is **bold**'],
    ['```js\nconst a = "**', '```js\nconst a = "**'],
    ['**done**\n\nplain', '**done**\n\nplain'],
  ])('%j becomes %j', (text, closed) => {
    expect(closeOpenMarks(text)).toBe(closed);
  });
});

test('decodeEntities leaves what it does not know, and makes nothing impossible', () => {
  expect(decodeEntities('&amp;lt; &#65; &#x1F4C4; &nope; & &#0; &#xD800;')).toBe(
    '&lt; A 📄 &nope; & \ufffd \ufffd',
  );
});

test('linkTarget allows the web and mail alone', () => {
  expect(linkTarget('https://example.org')).toBe('https://example.org/');
  expect(linkTarget('mailto:a@example.org')).toBe('mailto:a@example.org');
  expect(linkTarget('javascript:alert(1)')).toBeNull();
  expect(linkTarget('ftp://example.org')).toBeNull();
  expect(linkTarget('#top')).toBeNull();
});

describe('labels', () => {
  test('are numbered as the citations stand, several in one bracket too', () => {
    const pieces = splitLabels('One [d2]. Two [d1, d3]', data.cited);
    expect(pieces.map((it) => (it.type === 'text' ? it.text : it.number))).toEqual(['One', 2, '. Two', 1, 3]);
  });

  test('without citations stay text', () => {
    expect(splitLabels('One [d2]', [])).toEqual([{ type: 'text', text: 'One [d2]' }]);
    expect(splitLabels('One [d8, d9]', data.cited)).toEqual([{ type: 'text', text: 'One [d8, d9]' }]);
  });

  test('beside one that has a citation stay text', () => {
    const pieces = splitLabels('One [d1, d9].', data.cited);
    expect(pieces.map((it) => (it.type === 'text' ? it.text : it.number))).toEqual(['One', 1, ' [d9]', '.']);
  });

  test.each([
    ['By April. [d1]', 'By April.'],
    ['By April. [d1, m2] Then', 'By April. Then'],
    ['By April. [d', 'By April.'],
    ['By April. [d1, ', 'By April.'],
    ['a list [of words', 'a list [of words'],
  ])('are out of sight while %j grows', (text, shown) => {
    expect(hideLabels(text)).toBe(shown);
  });
});
