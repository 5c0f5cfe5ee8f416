import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { countPlaywright, countVitest, formatCounts, oneCheck, sumCounts } from './test-reports.mjs';

/*
 * `npm test`: everything, from a fresh clone. Names of steps as arguments run those alone. The last line adds
 * up all runners; each compiler, linter and build run counts as one check.
 */

/** @typedef {import('./test-reports.mjs').Counts} Counts */

/** @type {Readonly<Record<string, () => Counts[]>>} In this order: what is quick and telling comes first. */
const steps = {
  types: () => [...typeProjects().map(checkTypes), ...layersWithoutProject()],
  lint: () => [
    check('biome', 'node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
    check('layers', 'scripts/lint-layers.mjs', []),
  ],
  unit: () => [runVitest('unit')],
  browser: () => [runVitest('browser')],
  build: () => [
    check('production', 'scripts/build.mjs', []),
    check('e2e', 'scripts/build.mjs', ['--mode', 'e2e']),
  ],
  e2e: () => [runPlaywright()],
};

/** Every folder under src/ is a project of its own, with the globals that it may use. */
function typeProjects() {
  return ['.', ...sourceFolders()].filter((folder) => existsSync(`${folder}/tsconfig.json`));
}

function layersWithoutProject() {
  const missing = sourceFolders().filter((folder) => !existsSync(`${folder}/tsconfig.json`));
  return missing.map((folder) => {
    console.log(`  ${folder} has no tsconfig.json, so nothing checks its types.`);
    return oneCheck(false);
  });
}

function sourceFolders() {
  const entries = readdirSync('src', { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `src/${name}`);
}

/** @param {string} folder */
function checkTypes(folder) {
  return check(folder, 'node_modules/typescript/bin/tsc', ['-p', folder]);
}

/**
 * @param {string} name
 * @param {string} script
 * @param {string[]} args
 */
function check(name, script, args) {
  return oneCheck(runNode(name, script, args) === 0);
}

/** @param {string} project */
function runVitest(project) {
  const report = `test-results/${project}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  rmSync(report, { force: true });
  const status = runNode(project, 'node_modules/vitest/vitest.mjs', [
    'run',
    '--project',
    project,
    ...reporters,
  ]);
  return countVitest(readReport(report), status);
}

function runPlaywright() {
  const report = 'test-results/e2e.json';
  rmSync(report, { force: true });
  const status = runNode('e2e', 'node_modules/@playwright/test/cli.js', ['test']);
  return countPlaywright(readReport(report), status);
}

/** @param {string} path */
function readReport(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/**
 * Runs a Node script and shows what it wrote if it failed.
 * @param {string} name
 * @param {string} script
 * @param {string[]} args
 * @returns {number | null} its status, `null` when it was killed
 */
function runNode(name, script, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (status !== 0) console.log(`--- ${name} failed ---\n${stdout}${stderr}--- end of ${name} ---`);
  return status;
}

/** @param {string} name */
function runStep(name) {
  const step = steps[name];
  if (!step) throw new Error(`There is no step "${name}". The steps are: ${Object.keys(steps).join(', ')}.`);
  const started = Date.now();
  const counts = sumCounts(step());
  console.log(`${name}: ${formatCounts(counts)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return counts;
}

async function main() {
  const chosen = process.argv.slice(2);
  ensureInstalled();
  process.env.CHROMIUM_PATH = await ensureChromium();
  const sum = sumCounts((chosen.length > 0 ? chosen : Object.keys(steps)).map(runStep));
  console.log(formatCounts(sum));
  if (sum.failed > 0 || sum.passed === 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
