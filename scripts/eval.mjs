import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';
import { isMain } from './is-main.mjs';

/*
 * `npm run eval -- NAME --data DIR [--json FILE]`: measures quality on data sets that are no part of this
 * repository, and writes one flat object of names to numbers. What each figure means stands in the modules.
 */

/** Modules with an exported `measure()`, which resolves to figures by name; each in a worker of Chromium. */
/** @type {Readonly<Record<string, string>>} */
export const evals = {
  retrieval: 'e2e/eval/retrieval.eval.ts',
  documents: 'e2e/eval/documents.eval.ts',
  citations: 'e2e/eval/citations.eval.ts',
  injection: 'e2e/eval/injection.eval.ts',
};

/** What they import, named because it is first met inside the worker. */
const prebundled = [
  '@xenova/transformers',
  'onnxruntime-web/wasm',
  'dexie',
  'pdfjs-dist/legacy/build/pdf.min.mjs',
  'pdfjs-dist/legacy/build/pdf.worker.min.mjs',
  'fflate',
  'htmlparser2',
  'papaparse',
  'chardet',
];

const usage = `Usage: npm run eval -- NAME --data DIR [--json FILE] [--cache DIR] [--limit N] [--sets A,B] [--fusion]
NAME: ${Object.keys(evals).join(', ')}. --cache keeps vectors between runs; --limit asks N questions of each set, as a
trial; --fusion compares ways of fusing words and meaning.`;

/**
 * @typedef {object} EvalArguments
 * @property {string} module
 * @property {string} data
 * @property {string | null} json
 * @property {string | null} cache
 * @property {{ limit: number | null, sets: string[] | null, fusion: boolean }} options what the module gets
 */

/**
 * @param {readonly string[]} args
 * @returns {EvalArguments}
 * @throws Error that says how it is used, when they name no evaluation and no data, or hold anything else
 */
export function readEvalArguments(args) {
  const { values, positionals } = parsed(args);
  const { data, json = null, cache = null, limit, sets, fusion = false } = values;
  const [name = '', ...rest] = positionals;
  const module = Object.hasOwn(evals, name) ? evals[name] : undefined;
  const isCount = limit === undefined || /^[1-9]\d*$/.test(limit);
  if (module === undefined || data === undefined || rest.length > 0 || !isCount) throw new Error(usage);
  const options = {
    limit: limit === undefined ? null : Number(limit),
    sets: sets?.split(',') ?? null,
    fusion,
  };
  return { module, data, json, cache, options };
}

/** @param {readonly string[]} args */
function parsed(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  const options = { data: text, json: text, cache: text, limit: text, sets: text, fusion: flag };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw new Error(usage);
  }
}

/**
 * @param {EvalArguments} args
 * @returns {Promise<Record<string, number>>} figures to two places
 * @throws Error when the data is not there or not what is known, or the module failed
 */
export async function measureOn({ module, data, cache, options }) {
  if (!existsSync(data)) throw new Error(`There is no ${data}: --data names the folder that holds the sets.`);
  const [{ runInWorker }, { answerEval }] = await Promise.all([
    import('./run-in-worker.mjs'),
    import('./eval-answers.mjs'),
  ]);
  const figures = await runInWorker(module, {
    cacheDir: 'node_modules/.vite-eval',
    prebundled,
    // As vite.config.ts has it: the runtime without WebGPU.
    alias: [{ find: /^onnxruntime-web\/webgpu$/, replacement: 'onnxruntime-web/wasm' }],
    answer: answerEval({ options, data, cache }),
  });
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]),
  );
}

async function main() {
  const args = readEvalArguments(process.argv.slice(2));
  ensureInstalled();
  const figures = await measureOn(args);
  for (const [name, value] of Object.entries(figures)) console.log(`${name}  ${value}`);
  if (args.json === null) return;
  mkdirSync(dirname(resolve(args.json)), { recursive: true });
  writeFileSync(args.json, `${JSON.stringify(figures, null, 2)}\n`);
}

if (isMain(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
