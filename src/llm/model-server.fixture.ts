import { cacheNames, type ModelFiles } from './model-files.ts';
import type { WebLlmRow } from './model-row.ts';

/** The DevTools session of the browser under test (`cdp()` of vitest/browser). */
export interface DevToolsSession {
  send(method: 'Fetch.enable', params: { patterns: { urlPattern: string }[] }): Promise<unknown>;
  send(method: 'Fetch.disable'): Promise<unknown>;
  send(
    method: 'Fetch.fulfillRequest',
    params: {
      requestId: string;
      responseCode: number;
      responseHeaders: { name: string; value: string }[];
      body: string;
    },
  ): Promise<unknown>;
  send(
    method: 'Fetch.failRequest',
    params: { requestId: string; errorReason: 'ConnectionFailed' },
  ): Promise<unknown>;
  on(event: 'Fetch.requestPaused', listener: (request: PausedRequest) => void): unknown;
}

interface PausedRequest {
  readonly requestId: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

export interface FileAnswer {
  /** 200, or 206 for a part, when left out. */
  readonly status?: number;
  readonly type?: string;
  /** One byte for each character. */
  readonly body: string;
  readonly etag?: string | null;
  /** Whether a part can be asked for; it can when left out. */
  readonly ranges?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `hang` never answers; `drop` breaks the connection. */
export type Answer = FileAnswer | 'hang' | 'drop';

/** What was asked for: the address, and the first byte of the range. */
export interface Asked {
  readonly url: string;
  readonly from: number;
}

/**
 * A host of models, played by the browser's own network layer: requests are real, those of workers too, and end
 * here. Without an answer for an address it is 404.
 */
export class ModelServer {
  /** Of several answers each is given once, the last one from then on. */
  readonly answers = new Map<string, Answer | Answer[]>();
  /** Every address that was asked for, in order; one that is asked for leave first (CORS) is there twice. */
  readonly requests: string[] = [];
  readonly asked: Asked[] = [];
  readonly #session: DevToolsSession;

  constructor(session: DevToolsSession) {
    this.#session = session;
  }

  async start(): Promise<void> {
    // Vitest opens the session with the first call, and two of them when two calls come at once.
    await this.#session.send('Fetch.disable');
    this.#session.on('Fetch.requestPaused', (paused) => {
      // A request that was aborted meanwhile can't be answered any more.
      this.#answer(paused).catch(() => {});
    });
    await this.#session.send('Fetch.enable', { patterns: [{ urlPattern: `${host}*` }] });
  }

  /** Forgets answers and requests. */
  reset(): void {
    this.answers.clear();
    this.forget();
  }

  /** Forgets requests. */
  forget(): void {
    this.requests.length = 0;
    this.asked.length = 0;
  }

  async stop(): Promise<void> {
    await this.#session.send('Fetch.disable');
  }

  /** Answers with every file of a model. */
  serve(model: TestModel): void {
    for (const { url, body } of model.contents) this.answers.set(url, { body });
  }

  /** First bytes of the ranges that were asked for of a file. */
  rangesOf(url: string): number[] {
    return this.asked.filter((each) => each.url === url).map(({ from }) => from);
  }

  #next(url: string): Answer {
    const set = this.answers.get(url);
    const next = Array.isArray(set) ? (set.length > 1 ? set.shift() : set[0]) : set;
    return next ?? { status: 404, body: 'Not found' };
  }

  async #answer({ requestId, request: { url, headers } }: PausedRequest): Promise<void> {
    this.requests.push(url);
    const range = Object.entries(headers).find(([name]) => name.toLowerCase() === 'range')?.[1];
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    this.asked.push({ url, from });
    const answer = this.#next(url);
    if (answer === 'hang') return;
    if (answer === 'drop') {
      await this.#session.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionFailed' });
      return;
    }
    await this.#session.send('Fetch.fulfillRequest', { requestId, ...answerTo(answer, from) });
  }
}

function answerTo(answer: FileAnswer, from: number) {
  const { type = 'application/octet-stream', body, etag = '"1"', ranges = true, headers = {} } = answer;
  const isPart = ranges && from > 0 && answer.status === undefined;
  const last = body.length - 1;
  const all = {
    'content-type': type,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': '*',
    ...(etag !== null && { etag }),
    ...(isPart && { 'content-range': `bytes ${from}-${last}/${body.length}` }),
    ...headers,
  };
  return {
    responseCode: answer.status ?? (isPart ? 206 : 200),
    responseHeaders: Object.entries(all).map(([name, value]) => ({ name, value })),
    body: btoa(isPart ? body.slice(from) : body),
  };
}

/** No such host exists: what isn't answered here can't be answered anywhere. */
export const host = 'https://models.invalid/';

export interface TestModel {
  readonly row: WebLlmRow;
  readonly files: ModelFiles;
  readonly contents: readonly { readonly cache: string; readonly url: string; readonly body: string }[];
}

/** The library of a test model: it begins as WebAssembly does, and can't be compiled. */
const library = '\0asm\x01\0\0\0no wasm';

/**
 * The files of a model that has all but a working library.
 *
 * @param largestBytes of its last file of weights; 60 when left out
 */
export function testModel(name: string, libraryName = name, largestBytes = 60): TestModel {
  const files: ModelFiles = {
    engineId: name,
    baseUrl: `${host}${name}/resolve/main/`,
    libraryUrl: `${host}${libraryName}.wasm`,
  };
  const shards = ['a'.repeat(40), 'b'.repeat(60), 'c'.repeat(10), 'd'.repeat(30), 'e'.repeat(largestBytes)];
  const records = shards.map((body, index) => ({
    dataPath: `params_shard_${index}.bin`,
    nbytes: body.length,
    format: 'raw-shard',
    records: [],
  }));
  const config = { tokenizer_files: ['tokenizer.json'], context_window_size: 4096, sliding_window_size: -1 };
  const at = (path: string) => new URL(path, files.baseUrl).href;
  return {
    row: {
      ...rowFacts,
      id: name,
      baseUrl: files.baseUrl,
      libraryUrl: files.libraryUrl,
      library: libraryName,
    },
    files,
    contents: [
      { cache: cacheNames.config, url: at('mlc-chat-config.json'), body: JSON.stringify(config) },
      { cache: cacheNames.wasm, url: files.libraryUrl, body: library },
      { cache: cacheNames.model, url: at('tokenizer.json'), body: '{"made":"up"}' },
      { cache: cacheNames.model, url: at('tensor-cache.json'), body: JSON.stringify({ records }) },
      ...shards.map((body, index) => ({
        cache: cacheNames.model,
        url: at(`params_shard_${index}.bin`),
        body,
      })),
    ],
  };
}

const rowFacts = {
  engine: 'web-llm',
  origin: 'catalogue',
  name: 'Test model',
  parameters: '0.1B',
  downloadMb: 0.001,
  licence: 'MIT',
  goodFor: '',
  kvBytesPerToken: null,
  trainedWindow: null,
  memoryMb: { f16: 100, f32: 200 },
  largestBufferMb: 1,
  thinks: false,
} as const;

/** Puts a model's files into the caches by hand, as an import from a folder does. */
export async function putInCaches({ contents }: TestModel): Promise<void> {
  for (const { cache, url, body } of contents) {
    const bytes = Uint8Array.from(body, (character) => character.charCodeAt(0));
    await (await caches.open(cache)).put(url, new Response(bytes));
  }
}

/** Every address that is cached, by cache. */
export async function cachedUrls(): Promise<string[]> {
  const lists = await Promise.all(
    Object.values(cacheNames).map(async (name) => {
      const requests = await (await caches.open(name)).keys();
      return requests.map(({ url }) => `${name} ${url}`);
    }),
  );
  return lists.flat();
}

export async function clearCaches(): Promise<void> {
  await Promise.all(Object.values(cacheNames).map((name) => caches.delete(name)));
}
