import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { headersFor, parseHeaders } from './headers-file.mjs';
import { isMain } from './is-main.mjs';

/**
 * @typedef {object} ServeOptions
 * @property {string} dir the build
 * @property {number} port 0 for any free one
 * @property {boolean} [plain] leave out the headers of `_headers`, like a host that cannot set any
 */

/**
 * Serves a build on this machine only. There is no fallback page: a missing path answers 404.
 * @param {ServeOptions} options
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 * @throws Error that says what to do, when there is no build or the port is taken
 */
export async function serve({ dir, port, plain = false }) {
  const rules = plain ? [] : readHeaders(dir);
  // "dev" looks at the disk for each request, so that a build may be replaced while it is served.
  const sendFile = sirv(dir, { dev: true, etag: true });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    for (const [name, value] of Object.entries(headersFor(rules, pathname))) response.setHeader(name, value);
    const answerMissing = () => {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    };
    if (/\/(\.|_headers$)/.test(pathname)) answerMissing();
    else sendFile(request, response, answerMissing);
  });
  await listen(server, port);
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  return { url: `http://localhost:${actualPort}`, stop: () => close(server) };
}

/**
 * @param {string} dir
 * @throws Error when there is no build
 */
function readHeaders(dir) {
  const path = join(dir, '_headers');
  if (!existsSync(path)) throw new Error(`There is no build in ${dir}. Make one with: npm run build`);
  return parseHeaders(readFileSync(path, 'utf8'));
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<void>}
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      const taken = `Port ${port} is in use. Choose another one: npm start -- --port ${port + 1}`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

/**
 * Ends open connections too, so that the server is gone when the promise resolves.
 * @param {import('node:http').Server} server
 * @returns {Promise<void>}
 */
function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Reads `--port` and `--dir` and serves until the process is ended. */
export async function serveFromCommandLine() {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4173' }, dir: { type: 'string', default: 'dist' } },
  });
  const { url } = await serve({ dir: resolve(values.dir), port: Number(values.port) });
  console.log(`Pagefile is served at ${url} (end with Ctrl+C)`);
}

if (isMain(import.meta.url)) {
  serveFromCommandLine().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
