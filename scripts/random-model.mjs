import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';

/*
 * `node scripts/random-model.mjs FILE`: writes the GGUF file of random weights that the engine's tests make for
 * themselves, to be looked at or dropped into the app. The same every time.
 */

const [file, ...rest] = process.argv.slice(2);
if (file === undefined || rest.length > 0) {
  console.error('Usage: node scripts/random-model.mjs FILE');
  process.exit(1);
}
ensureInstalled();
const { runnerImport } = await import('vite');
/** @type {{ module: { randomGguf: () => Uint8Array } }} */
const { module } = await runnerImport(resolve('src/llm/wllama/random-gguf.fixture.ts'), {
  logLevel: 'error',
});
const bytes = module.randomGguf();
writeFileSync(file, bytes);
console.log(`${file}: ${bytes.length} bytes`);
