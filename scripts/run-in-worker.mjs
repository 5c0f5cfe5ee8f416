import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { chromiumArgs, ensureChromium } from './chromium.mjs';

/*
 * Runs a module in a worker of Chromium, compiled by Vite as it is asked for. The browser's profile lies on the disk,
 * beside the packages since a folder for temporary files may be in memory. So may be IndexedDB in the private windows
 * that Playwright opens otherwise, where a commit costs nothing.
 */

/** The page is isolated, as the app is: the embedder's threads need it. */
const headers = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

const pagePath = '/run-in-worker.html';
const workerPath = '/run-in-worker.js';

/** Imports the module that its address names. */
const workerScript = `
  import(new URL(self.location.href).searchParams.get('module'))
    .then(({ measure }) => measure())
    .then((figures) => postMessage({ figures }), (error) => postMessage({ problem: String(error?.stack ?? error) }));
`;

/** @typedef {Record<string, number>} Figures */

/**
 * @typedef {object} Setting
 * @property {string} cacheDir where Vite keeps what it compiled; each command its own, since others may run beside it
 * @property {readonly string[]} prebundled packages that the module imports: found late, they would reload the page
 * @property {import('vite').AliasOptions} [alias]
 * @property {import('vite').Connect.NextHandleFunction} [answer] whatever else the module fetches
 */

/**
 * @param {string} module with an exported `measure()`; its path from the repository's root
 * @param {Setting} setting
 * @returns {Promise<Figures>} what `measure()` resolves to
 * @throws Error with the module's own, when it failed
 */
export async function runInWorker(module, setting) {
  const executablePath = await ensureChromium();
  const profile = mkdtempSync(resolve('node_modules/.worker-profile-'));
  const server = await startServer(setting);
  try {
    const context = await chromium.launchPersistentContext(profile, { executablePath, args: chromiumArgs });
    try {
      const [page = await context.newPage()] = context.pages();
      // What a module has to say beside its figures, in a worker too.
      page.on('console', (message) => {
        if (message.type() === 'log') console.error(message.text());
      });
      await page.goto(`${server.resolvedUrls?.local[0]}${pagePath.slice(1)}`);
      return await page.evaluate(measureInWorker, `${workerPath}?module=/${module}`);
    } finally {
      await context.close();
    }
  } finally {
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** @param {Setting} setting */
async function startServer({ cacheDir, prebundled, alias = [], answer }) {
  const server = await createServer({
    configFile: false,
    cacheDir,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, headers, hmr: false, watch: null },
    resolve: { alias },
    optimizeDeps: { include: [...prebundled] },
    plugins: [
      {
        name: 'pagefile:run-in-worker',
        configureServer({ middlewares }) {
          middlewares.use(answerPage);
          if (answer) middlewares.use(answer);
        },
      },
    ],
  });
  return server.listen();
}

/** @type {import('vite').Connect.NextHandleFunction} */
function answerPage({ url = '' }, response, next) {
  const [type, body] =
    url === pagePath
      ? ['text/html', '<!doctype html><title>worker</title>']
      : url.startsWith(`${workerPath}?`)
        ? ['text/javascript', workerScript]
        : [];
  if (body === undefined || type === undefined) return next();
  response.writeHead(200, { 'Content-Type': type, ...headers }).end(body);
}

/**
 * Runs in the page.
 * @param {string} address
 * @returns {Promise<Figures>}
 */
function measureInWorker(address) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(address, { type: 'module' });
    worker.onmessage = ({ data }) => (data.figures ? resolve(data.figures) : reject(new Error(data.problem)));
    worker.onerror = ({ message }) => reject(new Error(`The worker failed: ${message}`));
  });
}
