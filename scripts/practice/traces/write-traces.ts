import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BpeEncoder } from '../bpe-encoder.ts';
import { makeTokenizerText } from './make-tokenizer-text.ts';
import { makeTraces, type TracesOptions } from './make-traces.ts';
import type { CountText } from './teacher-model.ts';

export interface WriteOptions extends Omit<TracesOptions, 'countText'> {
  /** A file with the tokenizer's merges as a JSON list; without one, tokens are estimated. */
  readonly merges: string | null;
}

/** Writes the examples and the tokenizer's text into a folder, and says how many there are. */
export async function writeTraces({ merges, ...options }: WriteOptions): Promise<void> {
  const startedAt = performance.now();
  const countText = merges === null ? estimate : counterOf(merges);
  const written = await makeTraces({ ...options, countText });
  if (options.part === 0) writeFileSync(join(options.out, 'text.txt'), await makeTokenizerText(options.seed));
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${written} examples in ${seconds} s`);
}

function counterOf(file: string): CountText {
  const merges: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(merges) || !merges.every((merge) => typeof merge === 'string')) {
    throw new Error(`${file} holds no list of merges.`);
  }
  const encoder = new BpeEncoder(merges);
  return (text) => encoder.encode(text).length;
}

function estimate(text: string): number {
  return Math.ceil(text.length / 3.2) + 4;
}
