import { readFileSync } from 'node:fs';

/** A tokenizer's merges, a JSON list in a file. @throws Error when the file holds something else */
export function readMerges(file: string): string[] {
  const merges: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(merges) || !merges.every((merge) => typeof merge === 'string')) {
    throw new Error(`${file} holds no list of merges.`);
  }
  return merges;
}
