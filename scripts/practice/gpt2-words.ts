import { byteCharacters } from '../../src/llm/wllama/byte-characters.ts';

const wordPattern = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const utf8 = new TextEncoder();

/** The text cut as GPT-2 cuts it before merging (`tokenizer.ggml.pre` = `gpt-2`); joined, it is the text. */
export function gpt2Words(text: string): string[] {
  return text.match(wordPattern) ?? [];
}

/** The characters that stand for the word's UTF-8 bytes, one for each. */
export function byteLevel(word: string): string[] {
  return Array.from(utf8.encode(word), (byte) => byteCharacters[byte] ?? '');
}
