import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('marks go, words and their order stay', () => {
  const markdown = [
    '## Rent',
    'It is **900** a `month` [d3], see [the lease](https://example.org).',
    '- first\n- second\n  - inner',
    '3. third\n4. fourth',
    '> quoted',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '```js\nlet a = 1;\n```',
  ].join('\n\n');
  expect(plainText(markdown)).toBe(
    [
      'Rent',
      'It is 900 a month, see the lease.',
      '– first\n– second\n   – inner',
      '3. third\n4. fourth',
      'quoted',
      'a\tb\n1\t2',
      'let a = 1;',
    ].join('\n\n'),
  );
});

test('a formula is copied as it is written', () => {
  expect(plainText('So $a^2$ it is')).toBe('So $a^2$ it is');
});
