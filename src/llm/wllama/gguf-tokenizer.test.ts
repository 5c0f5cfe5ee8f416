import { describe, expect, it } from 'vitest';
import { BpeEncoder } from '../../../scripts/practice/bpe-encoder.ts';
import { countParts } from './count-parts.ts';
import { ggufTokenizer } from './gguf-tokenizer.ts';
import { mergePieces } from './merge-pieces.ts';
import { bytePairVocabulary, type FixtureVocabulary, ownMerges, randomGguf } from './random-gguf.fixture.ts';
import { randomTexts } from './random-text.fixture.ts';
import { readGgufHeader } from './read-gguf-header.ts';
import { sentencePieceVocabulary } from './sentence-pieces.fixture.ts';

async function vocabularyOf(fixture: FixtureVocabulary) {
  const file = new Blob([randomGguf({ vocabulary: fixture, width: 32, layers: 0 })]);
  const result = await readGgufHeader(file);
  if (!result.ok || !result.header.vocabulary) throw new Error('There is no vocabulary.');
  return result.header.vocabulary;
}

async function tokenizerOf(fixture: FixtureVocabulary, name = '') {
  const tokenizer = ggufTokenizer(await vocabularyOf(fixture), name);
  if (!tokenizer) throw new Error('There is no tokenizer.');
  return tokenizer;
}

describe('mergePieces', () => {
  const byList = (list: readonly string[]) => (left: string, right: string) => {
    const rank = list.indexOf(`${left} ${right}`);
    return rank < 0 ? undefined : rank;
  };

  it('joins by rank, and the leftmost of equals', () => {
    expect(mergePieces([...'abc'], byList(['b c', 'a b']))).toEqual(['a', 'bc']);
    expect(mergePieces([...'aaaaa'], byList(['a a', 'aa aa']))).toEqual(['aaaa', 'a']);
    expect(mergePieces([...'abcab'], byList(['a b', 'c ab', 'ab cab']))).toEqual(['abcab']);
  });

  it('is done with a text without any gap in a moment', () => {
    const start = performance.now();
    expect(mergePieces([...'a'.repeat(50_000)], byList(['a a', 'aa aa', 'aaaa aaaa']))).toHaveLength(6250);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('ggufTokenizer', () => {
  it('gives the ids that the practice model is trained with', async () => {
    const tokenizer = await tokenizerOf(bytePairVocabulary());
    const encoder = new BpeEncoder([...ownMerges()]);
    // Where JavaScript's white space is not Unicode's, llama.cpp sides with Unicode.
    const texts = randomTexts(300, 3).map((text) => text.replace(/[\ufeff\u0085]/g, ''));
    for (const text of texts) expect(tokenizer.encode(text)).toEqual(encoder.encode(text));
  });

  it('cuts words as each kind does', async () => {
    const counts = async (pre: string) => {
      const merges = [...ownMerges(), '1 2', '12 3', '123 4', 'Ċ Ċ', '. Ċ'];
      const tokenizer = await tokenizerOf(bytePairVocabulary({ pre, merges }));
      return ['1234', 'a.\nb', 'a\n\nb'].map((text) => tokenizer.encode(text).length);
    };
    expect(await counts('gpt-2')).toEqual([1, 4, 4]);
    expect(await counts('smollm')).toEqual([4, 4, 4]);
    expect(await counts('llama-bpe')).toEqual([2, 3, 3]);
    expect(await counts('qwen2')).toEqual([4, 3, 3]);
  });

  it('begins a prompt with the token for it where the file says so, or the kind does', async () => {
    const bytePairs = await vocabularyOf(bytePairVocabulary({ pre: 'llama-bpe' }));
    const tokens = (addsBos: boolean | null) => ggufTokenizer({ ...bytePairs, addsBos }, '')?.bosTokens;
    expect([tokens(true), tokens(false), tokens(null)]).toEqual([1, 0, 1]);
    expect(ggufTokenizer({ ...bytePairs, pre: 'qwen2', addsBos: null }, '')?.bosTokens).toBe(0);
    expect(ggufTokenizer({ ...bytePairs, addsBos: true, bosId: null }, '')?.bosTokens).toBe(0);
  });

  it('takes special tokens as one id, also those that the file takes for ordinary', async () => {
    const vocabulary = await vocabularyOf(bytePairVocabulary());
    const plain = { ...vocabulary, types: vocabulary.types.map(() => 1) };
    const [im, end] = ['<|im_start|>', '<|im_end|>'].map((token) => vocabulary.tokens.indexOf(token));
    expect(ggufTokenizer(vocabulary, '')?.encode('<|im_start|>a<|im_end|>')).toEqual([im, 64 + 33, end]);
    expect(ggufTokenizer(plain, '')?.encode('<|im_end|>')).toEqual([end]);
    expect(ggufTokenizer(plain, '')?.encode('<|im_start|>').length).toBeGreaterThan(1);
  });

  it('drops white space after the special tokens of Phi 3 alone', async () => {
    const fixture = sentencePieceVocabulary();
    const [phi, other] = [await tokenizerOf(fixture, 'Phi-3 mini'), await tokenizerOf(fixture, 'Other')];
    expect(phi.encode('</s>\n\nhello')).toEqual(phi.encode('</s>hello'));
    expect(other.encode('</s>\n\nhello')).not.toEqual(other.encode('</s>hello'));
  });

  it('has none for other kinds of vocabulary', async () => {
    const vocabulary = await vocabularyOf(bytePairVocabulary());
    for (const model of ['t5', 'bert', 'rwkv', ''])
      expect(ggufTokenizer({ ...vocabulary, model }, '')).toBeNull();
  });
});

describe('countParts', () => {
  it('adds up to the count of the whole', async () => {
    for (const fixture of [bytePairVocabulary(), sentencePieceVocabulary()]) {
      const tokenizer = await tokenizerOf(fixture);
      const texts = randomTexts(200, 11);
      const parts = texts.map((text, index) => (index % 3 === 0 ? `</s><|im_start|>${text}` : text));
      const total = countParts(parts, tokenizer).reduce((sum, count) => sum + count, 0);
      expect(total).toBe(tokenizer.encode(parts.join('')).length + tokenizer.bosTokens);
    }
  });
});
