import { expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

it('reads UTF-8 with and without a byte order mark', () => {
  expect(decodeText(new TextEncoder().encode('naïve 日本'))).toBe('naïve 日本');
  expect(decodeText(new TextEncoder().encode('\ufeffnaïve'))).toBe('naïve');
});

it('reads UTF-16 by its byte order mark, in both orders', () => {
  expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x41, 0, 0xe9, 0))).toBe('Aé');
  expect(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0x41, 0, 0xe9))).toBe('Aé');
});

it('takes other bytes for Windows-1252', () => {
  expect(decodeText(Uint8Array.of(0x63, 0x61, 0x66, 0xe9))).toBe('café');
});

it('knows when it does not know', () => {
  // Shift_JIS for "日本".
  expect(decodeText(Uint8Array.of(0x93, 0xfa, 0x96, 0x7b, 0x81, 0x42))).toBeNull();
});
