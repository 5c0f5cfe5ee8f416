import { describe, expect, it } from 'vitest';
import { BpeEncoder, vocabulary } from './bpe-encoder.ts';
import { callKind } from './call-kind.ts';
import { encodeExample, Kinds } from './encode-example.ts';
import { makeLesson } from './make-lesson.ts';
import { closedSyllables, isWordPart, openSyllables, syllableMerges } from './syllables.ts';
import { Dice } from './traces/dice.ts';
import { madeWord, splitOf } from './traces/word-maker.ts';
import { trainBpe } from './train-bpe.ts';

const protocol = '{"function":"send_message"} Human names and Rename, Dome Bolan home\n'.repeat(4);
const merges = trainBpe(protocol, 600, { given: syllableMerges(), forbids: isWordPart });
const encoder = new BpeEncoder(merges);

describe('the tokenizer', () => {
  it('gives every made word two tokens, wherever it stands behind a space', () => {
    for (const open of openSyllables) {
      for (const closed of closedSyllables.slice(0, 40)) {
        const word = ` ${open.charAt(0).toUpperCase()}${open.slice(1)}${closed}`;
        expect(encoder.encode(word), word).toHaveLength(2);
      }
    }
    expect(encoder.encode(' of Bilan is').slice(1, -1).slice(-3)).toContain(encoder.encode(' Bilan').at(-1));
  });

  it('learns no part of a made word from the text, and no token twice', () => {
    expect(vocabulary(merges)).toContain('function');
    expect(encoder.encode('Dome').length).toBeGreaterThan(1);
    expect(
      merges.slice(syllableMerges().length).filter((merge) => isWordPart(merge.replace(' ', ''))),
    ).toEqual([]);
    expect(new Set(vocabulary(merges)).size).toBe(vocabulary(merges).length);
  });
});

describe('encodeExample', () => {
  it('marks what the model says itself, and nothing else', () => {
    const kinds = new Kinds();
    const pieces = [
      { text: '<|im_start|>user\nHi<|im_end|>\n', kind: null },
      { text: '{"function"<|im_end|>', kind: 'a' },
      { text: ' Bilan', kind: 'b' },
    ];
    const bytes = encodeExample(pieces, encoder, kinds);
    const [length = 0, calls, ...spans] = new Int32Array(bytes.buffer, bytes.byteOffset, 8);
    const lengths = pieces.map(({ text }) => encoder.encode(text).length);
    const [read = 0, said = 0, name = 0] = lengths;
    expect(length).toBe(read + said + name);
    expect(calls).toBe(2);
    expect(spans).toEqual([read, read + said, 0, read + said, read + said + name, 1]);
    expect(bytes.length).toBe(8 * 4 + 2 * length);
    expect(kinds.names).toEqual(['a', 'b']);
  });
});

describe('callKind', () => {
  const answer = '{"function":"send_message","arguments":{"message":"Bilan.","sources":["d1","d2"]}}';

  it('tells answers apart by what they follow, the rows shown and the labels cited', () => {
    const rows = String.raw`{"type":"function_result","function":"archival_memory_search","status":"OK","message":"Showing 1–2 of 2, page 1/1\n[d1] a: x\n[d2] a: y"}`;
    expect(callKind(answer, rows)).toBe('send_message, 2 cited, after archival_memory_search with 2 rows');
    expect(callKind(answer, '{"type":"login"}\n{"type":"user_message","message":"x"}')).toBe(
      'send_message, 2 cited, after user_message',
    );
    expect(callKind('{"thought":"x","function":"summarize"}', rows)).toBe('summarize');
  });
});

describe('makeLesson', () => {
  const lessons = (seed: number) => {
    const dice = new Dice(seed);
    return Array.from({ length: 200 }, () => makeLesson(dice, 'training'));
  };

  it('can be gone on with by looking back: each word learned stands before', () => {
    for (const pieces of lessons(1)) {
      let before = '';
      for (const { text, kind } of pieces) {
        if (kind !== null) for (const [word] of text.matchAll(madeWord)) expect(before).toContain(word);
        before += text;
      }
    }
  });

  it('holds no word that is kept for evaluation', () => {
    const words = lessons(2).flatMap((pieces) => pieces.flatMap(({ text }) => text.match(madeWord) ?? []));
    expect(words.length).toBeGreaterThan(1000);
    expect(words.filter((word) => splitOf(word) === 'evaluation')).toEqual([]);
  });

  it('is the same for the same seed', () => {
    expect(lessons(3)).toEqual(lessons(3));
  });
});
