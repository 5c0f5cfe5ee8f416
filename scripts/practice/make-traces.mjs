import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

/*
 * `node scripts/practice/make-traces.mjs --seed 1 --count 20000 --out DIR [--merges FILE] [--split evaluation] [--part 0 --of 2]`:
 * the practice model's training examples, and `text.txt`, on which its tokenizer is trained. `--merges` is the
 * tokenizer's merges as a JSON list; without it, tokens are estimated. The split says whose words are used.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    split: { type: 'string', default: 'training' },
    count: { type: 'string', default: '20000' },
    out: { type: 'string' },
    merges: { type: 'string' },
    part: { type: 'string', default: '0' },
    of: { type: 'string', default: '1' },
  },
});
if (values.out === undefined) throw new Error('--out DIR is missing.');
const { module } = await runnerImport(resolve('scripts/practice/traces/write-traces.ts'), {
  logLevel: 'error',
});
await module.writeTraces({
  seed: Number(values.seed),
  split: values.split === 'evaluation' ? 'evaluation' : 'training',
  count: Number(values.count),
  out: values.out,
  merges: values.merges ?? null,
  part: Number(values.part),
  of: Number(values.of),
});
