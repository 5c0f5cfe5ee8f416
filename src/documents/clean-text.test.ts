import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';

it('removes what a reader cannot see', () => {
  const tagged = 'pay'.replace(/./g, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0)));
  expect(cleanText(`a\u200bb\u202ec\u2066d\ufeffe\u0000f\u0007g\u00adh${tagged}i\ufff9j`)).toBe('abcdefghij');
});

it('removes lone surrogates and keeps pairs', () => {
  expect(cleanText('a\ud83db\udc00c 😀')).toBe('abc 😀');
});

it('keeps joiners and styles that belong to emoji, and no others', () => {
  expect(cleanText('👨‍👩‍👧 ❤️ 1️⃣')).toBe('👨‍👩‍👧 ❤️ 1️⃣');
  expect(cleanText('a\u200db\ufe0fc\u{e0101}')).toBe('abc');
});

it('keeps joiners in scripts that are spelt with them', () => {
  expect(cleanText('می\u200cخواهم')).toBe('می\u200cخواهم');
});

it('makes every line end a line feed and keeps tabs', () => {
  expect(cleanText('a\r\nb\rc\fd\u2028e\tf')).toBe('a\nb\nc\nd\ne\tf');
});

it('leaves nothing to clean', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const clean = cleanText(text);
      expect(clean.isWellFormed()).toBe(true);
      expect(clean).not.toMatch(/(?![\n\t])\p{Cc}|[\u{e0000}-\u{e007f}\u202a-\u202e\u200b]/u);
    }),
  );
});
