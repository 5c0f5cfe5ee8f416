import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the tests need of Chromium: WebGPU without a graphics card, and to run as root in a container. */
export const chromiumArgs = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--no-sandbox'];

/**
 * The Chromium or Chrome of this machine: what CHROMIUM_PATH names, else an installed one.
 * @returns {string | undefined} `undefined` leaves it to Playwright's own
 */
export function installedChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const folders = process.env.PATH?.split(delimiter) ?? [];
  return ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path) && answers(path));
}

/**
 * Makes sure that there is a Chromium, installing one if need be.
 * @returns {Promise<string>} its path
 * @throws Error when none could be installed
 */
export async function ensureChromium() {
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  for (const prepare of [() => {}, installPlaywrightsOwn, installPackage]) {
    prepare();
    const found = installedChromium() ?? (existsSync(own) ? own : undefined);
    if (found) return found;
  }
  throw new Error('There is no Chromium for the tests. Install chromium or Chrome, or set CHROMIUM_PATH.');
}

function installPlaywrightsOwn() {
  attempt(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
}

function installPackage() {
  if (process.getuid?.() !== 0) return;
  attempt('apt-get', ['update']);
  attempt('apt-get', ['install', '-y', 'chromium']);
}

/**
 * Some distributions put a note in place of the program.
 * @param {string} path
 */
function answers(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function attempt(command, args) {
  console.log(`No Chromium yet: ${command} ${args.join(' ')}`);
  spawnSync(command, args, { stdio: 'inherit' });
}
