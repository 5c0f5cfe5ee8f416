import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BpeEncoder } from './bpe-encoder.ts';
import { encodeExample, Kinds, type Piece } from './encode-example.ts';
import { makeLesson } from './make-lesson.ts';
import { readMerges } from './read-merges.ts';
import { readTraces } from './read-traces.ts';
import { Dice } from './traces/dice.ts';
import type { Split } from './traces/word-maker.ts';

export interface EncodeOptions {
  /** Folders of shards: to be learned, and to be tested on. */
  readonly traces: string;
  readonly held: string;
  readonly out: string;
  /** The tokenizer's merges, a JSON list in a file. */
  readonly merges: string;
  readonly seed: number;
  readonly lessons: number;
}

/** They stand before the traces in `held.bin`. */
export const heldLessons = 100;

/** Writes `traces.bin`, `lessons.bin`, `held.bin` and `kinds.json` into `out`, for the trainer. */
export function encodeTraces({ traces, held, out, merges, seed, lessons }: EncodeOptions): void {
  const encoder = new BpeEncoder(readMerges(merges));
  const kinds = new Kinds();
  const write = (name: string, examples: readonly Piece[][]) => {
    const encoded = examples.map((pieces) => encodeExample(pieces, encoder, kinds));
    writeFileSync(join(out, name), Buffer.concat(encoded));
    console.log(`${name}: ${encoded.length} examples`);
  };
  write('traces.bin', readTraces(traces));
  write('lessons.bin', makeLessons(seed, lessons, 'training'));
  write('held.bin', [...makeLessons(seed + 1, heldLessons, 'evaluation'), ...readTraces(held)]);
  writeFileSync(join(out, 'kinds.json'), JSON.stringify(kinds.names));
}

function makeLessons(seed: number, count: number, split: Split): Piece[][] {
  const dice = new Dice(seed);
  return Array.from({ length: count }, () => makeLesson(dice, split));
}
