import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { runnerImport } from 'vite';
import { isMain } from './is-main.mjs';

/*
 * `npm run pin-models [-- ID…]`: asks the model hub which commit each model of the catalogues stands at, and for
 * size and SHA-256 of its files, and writes them to src/llm/pins.json. Ids of the prebuilt list's rows as
 * arguments are pinned besides. Needs a network; when anything fails, nothing is changed.
 */

/**
 * @typedef {import('../src/llm/pins.ts').ModelPins} ModelPins
 * @typedef {import('../src/llm/pins.ts').FilePin} FilePin
 * @typedef {import('../src/llm/model-row.ts').ModelRow} ModelRow
 * @typedef {import('../src/llm/choose-precision.ts').Precision} Precision
 */

/**
 * What is to be pinned under one key.
 * @typedef {object} WantedModel
 * @property {string} key `modelKey` of row and precision
 * @property {string} repository at the hub, such as `mlc-ai/Qwen3-4B-q4f16_1-MLC`
 * @property {readonly string[] | null} names of its files; `null`: all that web-llm loads
 * @property {string | null} libraryUrl
 */

/**
 * The hosts' answers; tests put their own in.
 * @typedef {object} Hosts
 * @property {(url: string) => Promise<unknown>} json
 * @property {(url: string) => Promise<Uint8Array>} bytes
 */

const hub = 'https://huggingface.co';
const libraryHost = 'https://raw.githubusercontent.com/';

/**
 * A model's commit and files, of the hub's answer to `/api/models/<repository>?blobs=true`. Large files have
 * their SHA-256 there; small ones have only the hash that git knows them by.
 * @param {unknown} answer
 * @returns {{ revision: string, files: { path: string, bytes: number, sha256: string | null }[] }}
 * @throws Error when it is no such answer
 */
export function parseRepository(answer) {
  const { sha, siblings } = fieldsOf(answer);
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha)) throw new Error('the hub names no commit');
  if (!Array.isArray(siblings)) throw new Error('the hub lists no files');
  return { revision: sha, files: siblings.map(parseFile) };
}

/** @param {unknown} sibling */
function parseFile(sibling) {
  const { rfilename: path, size, lfs } = fieldsOf(sibling);
  const { sha256, size: largeSize } = fieldsOf(lfs);
  const bytes = typeof largeSize === 'number' ? largeSize : size;
  if (typeof path !== 'string' || typeof bytes !== 'number')
    throw new Error('the hub lists a file without size');
  if (lfs && !(typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256))) {
    throw new Error(`the hub has no SHA-256 of ${path}`);
  }
  return { path, bytes, sha256: typeof sha256 === 'string' ? sha256 : null };
}

/**
 * Which of a repository's files are loaded.
 * @param {readonly string[]} paths
 * @param {readonly string[] | null} names
 * @throws Error when one is not there
 */
export function loadedPaths(paths, names) {
  const wanted = names ?? webLlmNames(paths);
  const missing = wanted.filter((name) => !paths.includes(name));
  if (missing.length > 0) throw new Error(`${missing.join(', ')} is not in the repository`);
  return wanted;
}

/** @param {readonly string[]} paths */
function webLlmNames(paths) {
  const weights = paths.filter((path) => /^params_shard_\d+\.bin$/.test(path));
  if (weights.length === 0) throw new Error('the repository has no weights');
  const tokenizer = paths.includes('tokenizer.json') ? 'tokenizer.json' : 'tokenizer.model';
  return ['mlc-chat-config.json', 'tensor-cache.json', tokenizer, ...weights];
}

/**
 * @param {readonly WantedModel[]} models
 * @param {Hosts} hosts
 * @returns {Promise<Record<string, ModelPins>>}
 * @throws Error that names the model, or the host's own
 */
export async function pinModels(models, hosts) {
  /** @type {Record<string, ModelPins>} */
  const pins = {};
  /** @type {Map<string, Promise<FilePin>>} */
  const libraries = new Map();
  for (const model of models) {
    try {
      pins[model.key] = await pinModel(model, hosts, libraries);
    } catch (error) {
      if (error instanceof Unreachable) throw error;
      throw new Error(`${model.key}: ${messageOf(error)}`);
    }
  }
  return pins;
}

/**
 * @param {WantedModel} model
 * @param {Hosts} hosts
 * @param {Map<string, Promise<FilePin>>} libraries shared by models
 * @returns {Promise<ModelPins>}
 */
async function pinModel({ repository, names, libraryUrl }, hosts, libraries) {
  const answer = await hosts.json(`${hub}/api/models/${repository}?blobs=true`);
  const { revision, files } = parseRepository(answer);
  const paths = files.map(({ path }) => path);
  /** @type {Record<string, FilePin>} */
  const pinned = {};
  for (const name of loadedPaths(paths, names)) {
    const url = `${hub}/${repository}/resolve/${revision}/${name}`;
    const file = files.find(({ path }) => path === name);
    pinned[name] = file?.sha256
      ? { url, bytes: file.bytes, sha256: file.sha256 }
      : await pinByContent(url, hosts);
  }
  if (libraryUrl) {
    if (!libraries.has(libraryUrl)) libraries.set(libraryUrl, pinLibrary(libraryUrl, hosts));
    pinned[libraryUrl] = /** @type {FilePin} */ (await libraries.get(libraryUrl));
  }
  return { revision, files: pinned };
}

/**
 * @param {string} url of the branch `main`
 * @param {Hosts} hosts
 */
async function pinLibrary(url, hosts) {
  const [owner, name, branch, ...path] = url.slice(libraryHost.length).split('/');
  const { sha } = fieldsOf(
    await hosts.json(`https://api.github.com/repos/${owner}/${name}/commits/${branch}`),
  );
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha))
    throw new Error('the library’s host names no commit');
  return pinByContent(`${libraryHost}${owner}/${name}/${sha}/${path.join('/')}`, hosts);
}

/**
 * @param {string} url
 * @param {Hosts} hosts
 * @returns {Promise<FilePin>}
 */
async function pinByContent(url, { bytes }) {
  const content = await bytes(url);
  return { url, bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') };
}

/** The host did not answer: there is no network here. */
class Unreachable extends Error {}

/** @param {string} url */
async function ask(url) {
  const answer = await fetch(url).catch((error) => {
    throw new Unreachable(`${new URL(url).host} could not be reached: ${messageOf(error)}`);
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer;
}

/** @type {Hosts} */
const internet = {
  json: async (url) => (await ask(url)).json(),
  bytes: async (url) => new Uint8Array(await (await ask(url)).arrayBuffer()),
};

/**
 * What the catalogues, and rows of the prebuilt list by their ids, are to be pinned as.
 * @param {readonly string[]} ids
 * @returns {Promise<WantedModel[]>}
 * @throws Error when there is no such row
 */
export async function wantedModels(ids) {
  const { catalogue } = /** @type {typeof import('../src/llm/catalogue.ts')} */ (
    await load('llm/catalogue.ts')
  );
  const { prebuiltList } = /** @type {typeof import('../src/llm/prebuilt-list.ts')} */ (
    await load('llm/prebuilt-list.ts')
  );
  const asked = ids.map((id) => {
    const row = prebuiltList.find((it) => it.id === id);
    if (!row) throw new Error(`The prebuilt list has no ${id}.`);
    return row;
  });
  const models = await Promise.all([...catalogue, ...asked].map(wantedForms));
  return [...models.flat(), ...(await wantedEmbedders())];
}

/** @returns {Promise<WantedModel[]>} */
async function wantedEmbedders() {
  const { embedderCatalogue } = /** @type {typeof import('../src/embedding/embedder-catalogue.ts')} */ (
    await load('embedding/embedder-catalogue.ts')
  );
  const { embedderFiles } = /** @type {typeof import('../src/embedding/embedder-row.ts')} */ (
    await load('embedding/embedder-row.ts')
  );
  // The one that comes with the app has no repository.
  return embedderCatalogue.flatMap(({ id, repository }) =>
    repository === null ? [] : [{ key: id, repository, names: embedderFiles, libraryUrl: null }],
  );
}

/**
 * A row's folder in each precision that it has.
 * @param {ModelRow} row
 * @returns {Promise<WantedModel[]>}
 */
async function wantedForms(row) {
  const { precisions } = /** @type {typeof import('../src/llm/choose-precision.ts')} */ (
    await load('llm/choose-precision.ts')
  );
  const { modelFiles } = /** @type {typeof import('../src/llm/model-files.ts')} */ (
    await load('llm/model-files.ts')
  );
  const { modelKey } = /** @type {typeof import('../src/llm/files/model-key.ts')} */ (
    await load('llm/files/model-key.ts')
  );
  return formsOf(row, precisions).map((precision) => {
    const key = modelKey(row, precision);
    if (row.engine === 'wllama') return { key, ...hubFiles(row) };
    const { baseUrl, libraryUrl } = modelFiles(row, precision);
    return { key, repository: repositoryOf(baseUrl), names: null, libraryUrl };
  });
}

/**
 * @param {ModelRow} row
 * @param {readonly Precision[]} precisions
 */
function formsOf(row, precisions) {
  const hasOneForm = row.engine === 'wllama' || row.baseUrl !== undefined || row.needsF16;
  return hasOneForm ? precisions.slice(0, 1) : precisions;
}

/** @param {ModelRow & { engine: 'wllama' }} row */
function hubFiles({ parts }) {
  const [first] = parts;
  const repository = repositoryOf(first?.url?.slice(0, -first.name.length) ?? '');
  return { repository, names: parts.map(({ name }) => name), libraryUrl: null };
}

/** @param {string} baseUrl */
function repositoryOf(baseUrl) {
  const [, repository] = /^https:\/\/huggingface\.co\/([^/]+\/[^/]+)\/resolve\/main\/$/.exec(baseUrl) ?? [];
  if (!repository) throw new Error(`${baseUrl} is not at the hub.`);
  return repository;
}

/** @type {Map<string, Promise<unknown>>} */
const loaded = new Map();

/**
 * A TypeScript module, which Node 20 can't import by itself.
 * @param {string} path below src
 * @returns {Promise<unknown>}
 */
function load(path) {
  const known = loaded.get(path);
  if (known) return known;
  const options = { configFile: /** @type {const} */ (false), logLevel: /** @type {const} */ ('error') };
  const loading = runnerImport(`/src/${path}`, options).then(({ module }) => module);
  loaded.set(path, loading);
  return loading;
}

/** @param {unknown} value @returns {Readonly<Record<string, unknown>>} */
function fieldsOf(value) {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** @param {unknown} error */
function messageOf(error) {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: null };
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}

const pinsFile = 'src/llm/pins.json';

if (isMain(import.meta.url)) {
  try {
    const wanted = await wantedModels(process.argv.slice(2));
    const pins = { ...JSON.parse(readFileSync(pinsFile, 'utf8')), ...(await pinModels(wanted, internet)) };
    writeFileSync(pinsFile, `${JSON.stringify(pins, null, 2)}\n`);
    console.log(`${pinsFile}: ${Object.keys(pins).length} models are pinned.`);
  } catch (error) {
    console.error(`${messageOf(error)}\n${pinsFile} is unchanged.`);
    process.exitCode = 1;
  }
}
