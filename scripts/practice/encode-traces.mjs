import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

/*
 * `node scripts/practice/encode-traces.mjs --traces DIR --held DIR --merges FILE --out DIR [--seed 1]
 * [--lessons 60000]`: the examples as tokens, for the trainer.
 */
const { values } = parseArgs({
  options: {
    traces: { type: 'string' },
    held: { type: 'string' },
    merges: { type: 'string' },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    lessons: { type: 'string', default: '60000' },
  },
});
const { traces, held, merges, out } = values;
if (!traces || !held || !merges || !out) throw new Error('--traces, --held, --merges and --out are needed.');
mkdirSync(out, { recursive: true });
const file = resolve('scripts/practice/encode-traces.ts');
const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' });
module.encodeTraces({
  traces,
  held,
  merges,
  out,
  seed: Number(values.seed),
  lessons: Number(values.lessons),
});
