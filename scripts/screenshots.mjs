import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';

/*
 * `npm run screenshots`: pictures of every screen and state, for a person to look at, in an ignored folder. With
 * `-- readme`: those of the README anew.
 */

const readme = process.argv.includes('readme');
const folder = readme ? 'docs/screenshots' : 'test-results/screens';

ensureInstalled();
process.env.CHROMIUM_PATH = await ensureChromium();
if (!readme) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const status =
  run('scripts/build.mjs', ['--mode', 'e2e']) ||
  run('node_modules/@playwright/test/cli.js', [
    'test',
    '--config=e2e/screenshots/playwright.config.ts',
    readme ? 'readme.ts' : 'screens.ts',
  ]);
console.log(`${readdirSync(folder).length} pictures are in ${resolve(folder)}.`);
process.exitCode = status;

/**
 * @param {string} script
 * @param {string[]} args
 * @returns {number} its exit status
 */
function run(script, args) {
  return spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' }).status ?? 1;
}
