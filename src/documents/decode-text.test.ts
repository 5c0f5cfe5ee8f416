import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

const utf16 = (text: string, isBig: boolean) =>
  Uint8Array.from(
    [...Array(text.length).keys()].flatMap((at) => {
      const code = text.charCodeAt(at);
      return isBig ? [code >> 8, code & 0xff] : [code & 0xff, code >> 8];
    }),
  );
/** Bytes as two hexadecimal digits each. */
const hex = (digits: string) =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

it('reads UTF-8 with and without a byte order mark', async () => {
  expect(await decodeText(new TextEncoder().encode('naïve 日本'))).toBe('naïve 日本');
  expect(await decodeText(new TextEncoder().encode('\ufeffnaïve'))).toBe('naïve');
});

it('reads UTF-16 by its byte order mark, in both orders', async () => {
  expect(await decodeText(Uint8Array.of(0xff, 0xfe, 0x41, 0, 0xe9, 0))).toBe('Aé');
  expect(await decodeText(Uint8Array.of(0xfe, 0xff, 0, 0x41, 0, 0xe9))).toBe('Aé');
});

it.each([
  'The quick brown fox.\nNaïve café.',
  '日本語のテキストです。これはテストです。\n',
  'Привет, мир. Как дела сегодня?',
])('reads UTF-16 without a byte order mark: %s', async (text) => {
  expect(await decodeText(utf16(text, false))).toBe(text);
  expect(await decodeText(utf16(text, true))).toBe(text);
});

it('takes a few other bytes for Windows-1252', async () => {
  expect(await decodeText(Uint8Array.of(0x63, 0x61, 0x66, 0xe9))).toBe('café');
});

describe('tells encodings by their letters', () => {
  it.each([
    ['Shift_JIS', '93fa967b8cea82cc8365834c8358836782c582b78142', '日本語のテキストです。'],
    ['Shift_JIS, short', '93fa967b8142', '日本。'],
    ['EUC-JP', 'c6fccbdcb8eca4cea5c6a5ada5b9a5c8a4c7a4b9a1a3', '日本語のテキストです。'],
    ['ISO-2022-JP', '1b2442467c4b5c386c244e2546252d253925481b2842', '日本語のテキスト'],
    [
      'GBK',
      'd5e2cac7d2bbb8f6d6d0cec4cec4b1becec4bcfea3acd3c3c0b4b2e2cad4b1e0c2eba1a3',
      '这是一个中文文本文件，用来测试编码。',
    ],
    [
      'Big5',
      'b36fac4fa440add3a4a4a4e5a4e5a672c0c9aed7a141a5cea8d3b4fab8d5bd73bd58a143',
      '這是一個中文文字檔案，用來測試編碼。',
    ],
    [
      'EUC-KR',
      'c0ccb0cdc0ba20c7d1b1b9beee20c5d8bdbac6ae20c6c4c0cfc0d4b4cfb4d92e',
      '이것은 한국어 텍스트 파일입니다.',
    ],
    ['Windows-1251', 'cff0e8e2e5f22c20ece8f0', 'Привет, мир'],
    [
      'KOI8-R',
      'f0d2c9d7c5d42c20cbc1cb20c4c5ccc13f20f3c5c7cfc4ced120c8cfd2cfdbc1d120d0cfc7cfc4c12e',
      'Привет, как дела? Сегодня хорошая погода.',
    ],
    [
      'Windows-1253',
      'cae1ebe7ecddf1e120f3e1f22c20f4e920eadcede5f4e520f3deece5f1e13b',
      'Καλημέρα σας, τι κάνετε σήμερα;',
    ],
    [
      'Windows-1250',
      '50f8ed6c699a209e6c759d6f75e86bfd206bf9f220fa70ec6c20efe162656c736be920f364792e20446e6573206a652068657a6be920706fe86173ed2e',
      'Příliš žluťoučký kůň úpěl ďábelské ódy. Dnes je hezké počasí.',
    ],
    [
      'Windows-1256',
      'e3d1cdc8c720c8c7e1dac7e1e320dfeddd20cdc7e1df20c7e1ede6e3',
      'مرحبا بالعالم كيف حالك اليوم',
    ],
    ['Windows-1255', 'f9ece5ed20f2e5eced2c20eee420f9ece5eeea20e4e9e5ed', 'שלום עולם, מה שלומך היום'],
    ['Windows-874', 'cac7d1cab4d5a4c3d1ba20c7d1b9b9d5e9cdd2a1d2c8b4d5c1d2a1', 'สวัสดีครับ วันนี้อากาศดีมาก'],
  ])('%s', async (_, digits, text) => expect(await decodeText(hex(digits))).toBe(text));
});

describe('believes what a file says of itself', () => {
  const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

  it.each([
    ['<html><head><meta charset="windows-1251"></head>\xef\xf0', 'пр'],
    ["<META http-equiv=Content-Type content='text/html; charset=koi8-r'>\xd0\xd2", 'пр'],
    ['<?xml version="1.0" encoding="iso-8859-5"?>\xdf\xe0', 'пр'],
  ])('%s', async (text, end) => expect(await decodeText(bytes(text))).toMatch(new RegExp(`${end}$`)));

  it('but not when it is UTF-8 all the same', async () => {
    const text = '<meta charset="iso-8859-1">naïve';
    expect(await decodeText(new TextEncoder().encode(text))).toBe(text);
  });

  it('nor when it names what does not exist', async () => {
    expect(await decodeText(bytes('<meta charset="klingon">caf\xe9'))).toMatch(/café$/);
  });
});

it('knows when it does not know', async () => {
  expect(await decodeText(Uint8Array.of(0x41, 0x81, 0xff, 0x8d, 0x20, 0xfe, 0x9d))).toBeNull();
});
