import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

/*
 * What the evaluation's worker fetches from this process: its options, the data's files, and the vectors of earlier
 * runs, which are kept apart for each embedder.
 */

const weights = 'public/models/all-MiniLM-L6-v2/onnx/model_quantized.onnx';

/**
 * @param {{ options: object, data: string, cache: string | null }} given `data` and `cache` are folders
 * @returns {import('vite').Connect.NextHandleFunction}
 */
export function answerEval({ options, data, cache }) {
  const vectors = cache === null ? null : vectorFile(cache);
  return (request, response, next) => {
    const path = decodeURIComponent(request.url ?? '');
    if (path === '/eval/options') response.end(JSON.stringify(options));
    else if (path.startsWith('/eval/data/')) answerFile(dataFile(data, path), response);
    else if (path !== '/eval/vectors') next();
    else if (request.method === 'POST') storeBody(request, vectors, response);
    else if (vectors === null || !existsSync(vectors)) response.end();
    else answerFile(vectors, response);
  };
}

/**
 * @param {string} data
 * @param {string} path
 * @returns {string | null} `null` for what lies elsewhere
 */
function dataFile(data, path) {
  const folder = resolve(data);
  const file = resolve(folder, path.slice('/eval/data/'.length));
  return file.startsWith(folder + sep) ? file : null;
}

/**
 * @param {string | null} file
 * @param {import('node:http').ServerResponse} response
 */
function answerFile(file, response) {
  if (file === null || !existsSync(file)) response.writeHead(404).end();
  else response.end(readFileSync(file));
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {string | null} file `null` to keep nothing
 * @param {import('node:http').ServerResponse} response
 */
function storeBody(request, file, response) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (file !== null) appendFileSync(file, Buffer.concat(chunks));
    response.writeHead(204).end();
  });
}

/**
 * Named after the weights: those of another embedder are none.
 * @param {string} cache
 */
function vectorFile(cache) {
  mkdirSync(cache, { recursive: true });
  const hash = createHash('sha256').update(readFileSync(weights)).digest('hex');
  return join(cache, `vectors-${hash.slice(0, 16)}.bin`);
}
