import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CountText } from './teacher-model.ts';
import { trainingExamples } from './training-examples.ts';
import type { Split } from './word-maker.ts';

export interface TracesOptions {
  readonly seed: number;
  /** Whose words the stories hold. */
  readonly split: Split;
  /** Stories to play. */
  readonly count: number;
  readonly out: string;
  readonly countText: CountText;
  /** This process's part of `of` parts, from 0. */
  readonly part: number;
  readonly of: number;
}

const STORIES_A_SHARD = 500;

/** Writes shards of examples, a JSON object a line; each shard depends on seed and number alone. */
export async function makeTraces({
  seed,
  split,
  count,
  out,
  countText,
  part,
  of,
}: TracesOptions): Promise<number> {
  mkdirSync(out, { recursive: true });
  let written = 0;
  const shards = Math.ceil(count / STORIES_A_SHARD);
  for (let shard = part; shard < shards; shard += of) {
    const first = shard * STORIES_A_SHARD;
    const lines: string[] = [];
    for (let story = first; story < Math.min(count, first + STORIES_A_SHARD); story++) {
      const examples = await trainingExamples(seed * 1_000_003 + story, split, countText);
      for (const example of examples) lines.push(`${JSON.stringify(example)}\n`);
    }
    writeFileSync(join(out, `${String(shard).padStart(3, '0')}.jsonl`), lines.join(''));
    written += lines.length;
  }
  return written;
}
