import { describe, expect, it } from 'vitest';
import { byteCharacters } from './byte-characters.ts';
import { EngineLog } from './engine-log.ts';
import { ggufTokenizer } from './gguf-tokenizer.ts';
import { loadWllama } from './load-wllama.ts';
import { openWllama } from './open-wllama.ts';
import { bytePairVocabulary, type FixtureVocabulary, ownMerges, randomGguf } from './random-gguf.fixture.ts';
import { randomTexts } from './random-text.fixture.ts';
import { readGgufHeader } from './read-gguf-header.ts';
import { sentencePieceVocabulary } from './sentence-pieces.fixture.ts';
import type { WllamaChunk, WllamaInstance } from './wllama-library.ts';

const kinds: [string, () => FixtureVocabulary][] = [
  ...['gpt-2', 'smollm', 'llama-bpe', 'qwen2', 'tekken', 'gpt-4o', 'default'].map(
    (pre): [string, () => FixtureVocabulary] => [pre, () => bytePairVocabulary({ pre, merges: crossing() })],
  ),
  ['SentencePiece', () => sentencePieceVocabulary()],
  ['SentencePiece without a prefix', () => sentencePieceVocabulary({ addsSpacePrefix: false })],
];

describe('ggufTokenizer', () => {
  it.each(kinds)('counts what the engine holds: %s', async (_, vocabulary) => {
    const file = new Blob([randomGguf({ vocabulary: vocabulary(), layers: 1, width: 32 })]);
    const { tokenizer, engine } = await open(file);
    const wrong: unknown[] = [];
    for (const text of randomTexts(60, 7)) {
      const ours = tokenizer.encode(text).length + tokenizer.bosTokens;
      const theirs = await promptTokens(engine, text);
      if (ours !== theirs) wrong.push({ text, ours, theirs });
    }
    await engine.exit();
    expect(tokenizer.isExact).toBe(true);
    expect(wrong).toEqual([]);
  });

  it('never counts too few where the words are not known', async () => {
    // llama.cpp knows this one, and we don't.
    const vocabulary = bytePairVocabulary({ pre: 'deepseek-llm', merges: crossing() });
    const { tokenizer, engine } = await open(new Blob([randomGguf({ vocabulary, layers: 1, width: 32 })]));
    const short: unknown[] = [];
    for (const text of randomTexts(60, 8)) {
      const ours = tokenizer.encode(text).length + tokenizer.bosTokens;
      const theirs = await promptTokens(engine, text);
      if (ours < (theirs ?? 0)) short.push({ text, ours, theirs });
    }
    await engine.exit();
    expect(tokenizer.isExact).toBe(false);
    expect(short).toEqual([]);
  });
});

/** Merges of all sorts of characters, so that it shows where a text was cut. */
function crossing(): string[] {
  // The bytes of U+0085, U+00A0, U+3000 and U+FEFF are among them.
  const bytes = [0xc2, 0x85, 0xa0, 0xe3, 0x80, 0xef, 0xbb, 0xbf].map((byte) => byteCharacters[byte] ?? '');
  const characters = [...'ĠĊčĉ.,\'"123hesT(/$<', ...bytes];
  const pairs = characters.flatMap((left) => characters.map((right) => `${left} ${right}`));
  return [...new Map([...ownMerges(), ...pairs].map((merge) => [merge.replace(' ', ''), merge])).values()];
}

async function open(file: Blob) {
  const result = await readGgufHeader(file);
  if (!result.ok) throw new Error(result.failure.message);
  const { vocabulary, name } = result.header;
  const tokenizer = vocabulary && ggufTokenizer(vocabulary, name);
  if (!tokenizer) throw new Error('There is no tokenizer.');
  const options = { files: [file], windowTokens: 512, threads: 1, log: new EngineLog(), stallMs: 30_000 };
  return { tokenizer, engine: await openWllama({ ...options, library: await loadWllama() }) };
}

async function promptTokens(engine: WllamaInstance, prompt: string): Promise<number | undefined> {
  let total: number | undefined;
  const add = ({ prompt_progress: progress }: WllamaChunk) => {
    total = progress?.total ?? total;
  };
  await engine.createCompletion({
    prompt,
    max_tokens: 1,
    temperature: 0,
    top_p: 1,
    seed: 1,
    grammar: 'root ::= "a"',
    stream: true,
    return_progress: true,
    abortSignal: new AbortController().signal,
    onData: add,
  });
  return total;
}
