import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { chromiumArgs, ensureChromium } from './chromium.mjs';

/*
 * Measures in Chromium what only a browser has. The profile lies on the disk, beside the packages since a
 * folder for temporary files may be in memory. So may be IndexedDB in the private windows that Playwright opens
 * otherwise, where a commit costs nothing.
 */

/** Named here because they are first met inside the worker: found late, they would reload the page. */
const prebundled = [
  'dexie',
  'gpt-tokenizer/encoding/o200k_base',
  '@wllama/wllama/esm/index.js',
  'hnswlib-wasm',
  '@orama/orama',
  'voy-search/voy_search_bg.js',
  'minisearch',
  '@xenova/transformers',
  'onnxruntime-web/wasm',
];

/** As vite.config.ts has it: the runtime without WebGPU. */
const alias = [{ find: /^onnxruntime-web\/webgpu$/, replacement: 'onnxruntime-web/wasm' }];

/** The page is isolated, as the app is; only then is the clock finer than 0.1 ms. */
const headers = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

const pagePath = '/bench.html';
const workerPath = '/bench-worker.js';

/** Imports the module that its address names, as the kernel itself runs in a worker. */
const workerScript = `
  import(new URL(self.location.href).searchParams.get('module'))
    .then(({ measure }) => measure())
    .then((figures) => postMessage({ figures }), (error) => postMessage({ problem: String(error?.stack ?? error) }));
`;

/** @typedef {Record<string, number>} Figures */

/**
 * @param {string} module its path from the repository's root
 * @returns {Promise<Figures>}
 * @throws Error with the module's own, when it failed
 */
export async function measureInBrowser(module) {
  const executablePath = await ensureChromium();
  const profile = mkdtempSync(resolve('node_modules/.bench-profile-'));
  const server = await startServer();
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

/** Vite compiles the modules and their packages; its cache is its own, since tests may run beside it. */
async function startServer() {
  const server = await createServer({
    configFile: false,
    cacheDir: 'node_modules/.vite-bench',
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, headers, hmr: false, watch: null },
    resolve: { alias },
    optimizeDeps: { include: prebundled },
    plugins: [{ name: 'pagefile:bench', configureServer: ({ middlewares }) => void middlewares.use(answer) }],
  });
  return server.listen();
}

/** @type {import('vite').Connect.NextHandleFunction} */
function answer({ url = '' }, response, next) {
  const [type, body] =
    url === pagePath
      ? ['text/html', '<!doctype html><title>bench</title>']
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
