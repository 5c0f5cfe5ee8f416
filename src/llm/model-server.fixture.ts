import { cacheNames, type ModelFiles } from './model-files.ts';

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
  readonly request: { readonly url: string };
}

/** `hang` never answers; `drop` breaks the connection. */
export type Answer =
  | { readonly status?: number; readonly type?: string; readonly body: string }
  | 'hang'
  | 'drop';

/**
 * A host of models, played by the browser's own network layer: requests are real, and end here. Without an
 * answer for an address it is 404.
 */
export class ModelServer {
  readonly answers = new Map<string, Answer>();
  readonly requests: string[] = [];
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
    this.requests.length = 0;
  }

  async stop(): Promise<void> {
    await this.#session.send('Fetch.disable');
  }

  /** Answers with every file of a model. */
  serve(model: TestModel): void {
    for (const { url, body } of model.contents) this.answers.set(url, { body });
  }

  async #answer({ requestId, request: { url } }: PausedRequest): Promise<void> {
    this.requests.push(url);
    const answer = this.answers.get(url) ?? { status: 404, body: 'Not found' };
    if (answer === 'hang') return;
    if (answer === 'drop') {
      await this.#session.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionFailed' });
      return;
    }
    const { status = 200, type = 'application/octet-stream', body } = answer;
    await this.#session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: status,
      responseHeaders: [
        { name: 'content-type', value: type },
        { name: 'access-control-allow-origin', value: '*' },
      ],
      body: btoa(body),
    });
  }
}

/** No such host exists: what isn't answered here can't be answered anywhere. */
const host = 'https://models.invalid/';

export interface TestModel {
  readonly files: ModelFiles;
  readonly contents: readonly { readonly cache: string; readonly url: string; readonly body: string }[];
}

/** The files of a model that has all but a working library: `\0asm` is missing. */
export function testModel(name: string, library = name): TestModel {
  const files: ModelFiles = {
    engineId: `${name}-q4f16_1-MLC`,
    baseUrl: `${host}${name}/resolve/main/`,
    libraryUrl: `${host}${library}.wasm`,
  };
  const shards = ['a'.repeat(40), 'b'.repeat(60), 'c'.repeat(10), 'd'.repeat(30), 'e'.repeat(60)];
  const records = shards.map((body, index) => ({
    dataPath: `params_shard_${index}.bin`,
    nbytes: body.length,
    format: 'raw-shard',
    records: [],
  }));
  const config = { tokenizer_files: ['tokenizer.json'], context_window_size: 4096, sliding_window_size: -1 };
  const at = (path: string) => new URL(path, files.baseUrl).href;
  return {
    files,
    contents: [
      { cache: cacheNames.config, url: at('mlc-chat-config.json'), body: JSON.stringify(config) },
      { cache: cacheNames.wasm, url: files.libraryUrl, body: 'no wasm' },
      { cache: cacheNames.model, url: at('tokenizer.json'), body: '{}' },
      { cache: cacheNames.model, url: at('tensor-cache.json'), body: JSON.stringify({ records }) },
      ...shards.map((body, index) => ({
        cache: cacheNames.model,
        url: at(`params_shard_${index}.bin`),
        body,
      })),
    ],
  };
}

/** Puts a model's files into the caches by hand, as an import from a folder does. */
export async function importModel({ contents }: TestModel): Promise<void> {
  for (const { cache, url, body } of contents) await (await caches.open(cache)).put(url, new Response(body));
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
