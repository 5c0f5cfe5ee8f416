import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

/* `node scripts/practice/train-tokenizer.mjs --text text.txt --out merges.json [--count 1600]` */
const { values } = parseArgs({
  options: { text: { type: 'string' }, out: { type: 'string' }, count: { type: 'string', default: '1600' } },
});
const { text, out, count } = values;
if (!text || !out) throw new Error('--text FILE and --out FILE are needed.');
const file = resolve('scripts/practice/train-tokenizer.ts');
const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' });
module.trainTokenizer(text, Number(count), out);
