import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReplyDecoder } from './reply-decoder.ts';

function callWith(message: string, encode: (json: string) => string = (json) => json): string {
  const json = encode(JSON.stringify(message));
  return `{"function":"send_message","arguments":{"message":${json},"sources":["d1"]}}`;
}

function decodeInPieces(output: string, cuts: readonly number[]): { whole: string; joined: string } {
  const decoder = new ReplyDecoder();
  const bounds = [0, ...[...cuts].sort((a, b) => a - b), output.length];
  let joined = '';
  for (let index = 1; index < bounds.length; index++) {
    joined += decoder.push(output.slice(bounds[index - 1], bounds[index]));
  }
  return { whole: decoder.text, joined };
}

test('a reply cut at every position decodes to the same text', () => {
  const message = 'Line one\n"quoted" \\ tab\t é 漢 😀 end';
  const output = callWith(message);
  for (let cut = 0; cut <= output.length; cut++) {
    expect(decodeInPieces(output, [cut])).toEqual({ whole: message, joined: message });
  }
});

test('escaped surrogate pairs are held back until they are whole', () => {
  const escaped = (json: string) =>
    json.replace(/[\u0080-\uFFFF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const output = callWith('a😀b', escaped);
  for (let cut = 0; cut <= output.length; cut++) {
    const { whole, joined } = decodeInPieces(output, [cut]);
    expect(whole).toBe('a😀b');
    expect(joined).toBe('a😀b');
  }
});

test('any message in any pieces comes out whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(400)), (message, cuts) => {
      const output = callWith(message);
      const within = cuts.map((cut) => Math.min(cut, output.length));
      expect(decodeInPieces(output, within).whole).toBe(message);
    }),
  );
});

test('a thought that quotes a reply is not taken for one', () => {
  const thought = JSON.stringify('I could write "function":"send_message","arguments":{"message":"no"}');
  const decoder = new ReplyDecoder();
  decoder.push(`{"thought":${thought},"function":"conversation_search","arguments":{"query":"x","page":1}`);
  expect(decoder.text).toBe('');
});

test('what follows the reply is not part of it', () => {
  const decoder = new ReplyDecoder();
  decoder.push(callWith('Hello'));
  expect(decoder.push('garbage "')).toBe('');
  expect(decoder.text).toBe('Hello');
});

test('lone surrogates become the replacement character', () => {
  const decoder = new ReplyDecoder();
  decoder.push('{"function":"send_message","arguments":{"message":"a\\ud83dz\\ude00","sources":[]}}');
  expect(decoder.text).toBe('a\uFFFDz\uFFFD');
});
