import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

/*
 * `node scripts/practice/pack-model.mjs --checkpoint FILE --merges FILE [--out public/practice/practice.gguf]`:
 * the trained weights as the file that the app offers.
 */
const { values } = parseArgs({
  options: {
    checkpoint: { type: 'string' },
    merges: { type: 'string' },
    out: { type: 'string', default: 'public/practice/practice.gguf' },
  },
});
const { checkpoint, merges, out } = values;
if (!checkpoint || !merges) throw new Error('--checkpoint FILE and --merges FILE are needed.');
mkdirSync(dirname(out), { recursive: true });
const file = resolve('scripts/practice/pack-model.ts');
const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' });
const size = module.packModel(checkpoint, merges, out);
console.log(`${out}: ${(size / 1e6).toFixed(2)} MB`);
