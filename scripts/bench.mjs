import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { isMain } from './is-main.mjs';

/*
 * `npm run bench -- SUITE [--json FILE]`: measures, and writes one flat object of names to numbers. What each
 * figure means stands in the suite's modules.
 */

/**
 * @typedef {object} Suite modules with an exported `measure()`, which resolves to figures by name
 * @property {readonly string[]} [node] measured in this process
 * @property {readonly string[]} [browser] measured in a worker of Chromium, each in a profile of its own
 * @property {readonly string[]} [app] measured in this process on the production build, which is made first; their
 *   `measure()` gets an `AppToMeasure`
 */

/** @typedef {Record<string, number>} Figures */

/**
 * @typedef {object} AppToMeasure
 * @property {string} dir the build
 * @property {string} executablePath that of Chromium
 */

/** @type {Readonly<Record<string, Suite>>} */
export const suites = {
  kernel: { node: ['e2e/bench/kernel.bench.ts'], browser: ['e2e/bench/step-overhead.bench.ts'] },
  documents: { app: ['e2e/bench/documents.bench.ts'] },
  models: { browser: ['e2e/bench/models.bench.ts'] },
  retrieval: {
    browser: [
      'e2e/bench/retrieval-vectors.bench.ts',
      'e2e/bench/retrieval-words.bench.ts',
      'e2e/bench/cold-start.bench.ts',
      'e2e/bench/embedding.bench.ts',
    ],
  },
  ui: {
    app: ['e2e/bench/ui-streaming.bench.ts', 'e2e/bench/ui-scroll.bench.ts', 'e2e/bench/ui-start.bench.ts'],
  },
};

/**
 * @param {readonly string[]} args
 * @returns {{ suite: Suite, file: string | null }}
 * @throws Error when they name no suite, or hold anything else
 */
export function readArguments(args) {
  const [name = '', option, file, ...rest] = args;
  const suite = Object.hasOwn(suites, name) ? suites[name] : undefined;
  const known = option === undefined || (option === '--json' && file !== undefined && rest.length === 0);
  if (!suite || !known) {
    throw new Error(
      `Usage: npm run bench -- SUITE [--json FILE]. Suites: ${Object.keys(suites).join(', ')}.`,
    );
  }
  return { suite, file: file ?? null };
}

/**
 * Runs one module after the other, so that none takes another's time.
 * @param {Suite} suite
 * @returns {Promise<Figures>}
 */
async function measureSuite({ node = [], browser = [], app = [] }) {
  const parts = [];
  for (const module of node) parts.push(await measureInNode(module));
  if (browser.length > 0) {
    const { measureInBrowser } = await import('./bench-browser.mjs');
    for (const module of browser) parts.push(await measureInBrowser(module));
  }
  if (app.length > 0) {
    const given = await prepareApp();
    for (const module of app) parts.push(await measureInNode(module, given));
  }
  return mergeFigures(parts);
}

/**
 * Done here since a module that `measureInNode` runs can't import any more once it is loaded.
 * @returns {Promise<AppToMeasure>}
 */
async function prepareApp() {
  const [{ buildIfStale }, { builds }, { ensureChromium }] = await Promise.all([
    import('./build.mjs'),
    import('./builds.mjs'),
    import('./chromium.mjs'),
  ]);
  await buildIfStale('production');
  return { dir: builds.production.dir, executablePath: await ensureChromium() };
}

/**
 * @param {string} module
 * @param {AppToMeasure} [given]
 * @returns {Promise<Figures>}
 */
async function measureInNode(module, given) {
  const { runnerImport } = await import('vite');
  /** @type {{ module: { measure: (given?: AppToMeasure) => Promise<Figures> } }} */
  const loaded = await runnerImport(resolve(module), { logLevel: 'error' });
  return loaded.module.measure(given);
}

/**
 * @param {readonly Figures[]} parts
 * @returns {Figures}
 * @throws Error when two have a name in common, or a figure is no number
 */
export function mergeFigures(parts) {
  /** @type {Figures} */
  const merged = {};
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    if (Object.hasOwn(merged, name)) throw new Error(`Two modules measure ${name}.`);
    if (!Number.isFinite(value)) throw new Error(`${name} is ${value}.`);
    merged[name] = Math.round(value * 1000) / 1000;
  }
  return merged;
}

async function main() {
  const { suite, file } = readArguments(process.argv.slice(2));
  ensureInstalled();
  const figures = await measureSuite(suite);
  for (const [name, value] of Object.entries(figures)) console.log(`${name}  ${value}`);
  if (file === null) return;
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}

if (isMain(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
