import { readFileSync, writeFileSync } from 'node:fs';
import { isWordPart, syllableMerges } from './syllables.ts';
import { trainBpe } from './train-bpe.ts';

/** Writes the merges for the text that traces hold beside made-up words, as a JSON list. */
export function trainTokenizer(textFile: string, count: number, out: string): void {
  const text = readFileSync(textFile, 'utf8');
  const merges = trainBpe(text, count, { given: syllableMerges(), forbids: isWordPart });
  writeFileSync(out, JSON.stringify(merges));
  console.log(`${merges.length} merges`);
}
