import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { measureInBrowser } from '../bench-browser.mjs';

/*
 * `node scripts/practice/check-engine.mjs --held DIR --mistakes FILE --evaluated N`: whether the packed model says
 * in the app's engine what it says in the trainer. FILE is what the trainer wrote with `mistakes=FILE`.
 */
const { values } = parseArgs({
  options: { held: { type: 'string' }, mistakes: { type: 'string' }, evaluated: { type: 'string' } },
});
const { held, mistakes, evaluated } = values;
if (!held || !mistakes || !evaluated) throw new Error('--held, --mistakes and --evaluated are needed.');
const out = 'test-results/engine-cases.json';
mkdirSync('test-results', { recursive: true });
try {
  const file = resolve('scripts/practice/engine-cases.ts');
  const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' });
  module.writeEngineCases({ held, mistakes, evaluated: Number(evaluated), out });
  const { same, cases } = await measureInBrowser('scripts/practice/check-engine.ts');
  console.log(`${same} of ${cases} replies are the same.`);
  if (cases === 0 || (same ?? 0) < 0.98 * (cases ?? 0)) process.exitCode = 1;
} finally {
  rmSync(out, { force: true });
}
