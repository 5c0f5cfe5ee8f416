import { describe, expect, it } from 'vitest';
import { byteCharacters } from '../../src/llm/wllama/byte-characters.ts';
import { BpeEncoder, vocabulary } from './bpe-encoder.ts';
import { byteLevel, gpt2Words } from './gpt2-words.ts';
import { trainBpe } from './train-bpe.ts';

const protocol = '{"function":"send_message","arguments":{"message":"Hello."}} and the other one\n'.repeat(3);

/** What the ids stand for, as text again. */
function decode(ids: readonly number[], merges: readonly string[]): string {
  const tokens = vocabulary(merges);
  const bytes = ids.flatMap((id) => {
    const token = tokens[id] ?? '';
    const specials = tokens.length - 3;
    return id >= specials
      ? [...new TextEncoder().encode(token)]
      : Array.from(token, (c) => byteCharacters.indexOf(c));
  });
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

describe('byteCharacters', () => {
  it('gives each byte a character of its own, as the published table does', () => {
    expect(new Set(byteCharacters).size).toBe(256);
    expect(byteLevel(' \n').join('')).toBe('ĠĊ');
    expect(byteCharacters[0xad]).toBe('\u0143');
  });
});

describe('gpt2Words', () => {
  it('keeps the space with the word behind it and parts letters from digits and marks', () => {
    expect(gpt2Words(`I'm "at home",  no 42b\n\n`)).toEqual([
      'I',
      "'m",
      ' "',
      'at',
      ' home',
      '",',
      ' ',
      ' no',
      ' 42',
      'b',
      '\n\n',
    ]);
  });
});

describe('trainBpe', () => {
  it('merges the most frequent pair first and never across words', () => {
    expect(trainBpe('abab ab ab ac', 2)).toEqual(['a b', 'Ġ ab']);
  });

  it('counts a run of the same character without overlap', () => {
    expect(trainBpe('aaaa aaaa', 2)).toEqual(['a a', 'aa aa']);
  });

  it('gives a tie to the pair that sorts first, and stops where no pair occurs twice', () => {
    expect(trainBpe('cd ab\ncd ab', 9)).toEqual(['a b', 'c d', 'Ġ ab']);
  });

  it('gives the same merges for the same text', () => {
    expect(trainBpe(protocol, 60)).toEqual(trainBpe(protocol, 60));
  });
});

describe('BpeEncoder', () => {
  const merges = trainBpe(protocol, 200);
  const encoder = new BpeEncoder(merges);

  it('numbers bytes, then merges, then special tokens', () => {
    expect(encoder.encode('<|endoftext|><|im_start|><|im_end|>')).toEqual(
      [0, 1, 2].map((n) => 256 + merges.length + n),
    );
    expect(new BpeEncoder(['a b']).encode('ab!\n')).toEqual([256, 33, 10]);
  });

  it('gives back any text', () => {
    for (const text of [
      '{"function":"send_message"',
      'naïve 東京 🙂\t\n\n  x',
      '<|im_start|>user\nHi<|im_end|>\n',
    ]) {
      expect(decode(encoder.encode(text), merges)).toBe(text);
    }
  });

  it('writes fixed text in a few tokens', () => {
    expect(encoder.encode('"function":"send_message","arguments":{"message":"').length).toBeLessThanOrEqual(
      12,
    );
  });

  it('applies merges in the order they were learned, leftmost first', () => {
    expect(new BpeEncoder(['b c', 'a b']).encode('abc')).toEqual([97, 256]);
    expect(new BpeEncoder(['a a']).encode('aaa')).toEqual([256, 97]);
  });
});
