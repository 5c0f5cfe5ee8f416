import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { OutsideWorld } from './outside-world.ts';

/** What goes wrong with a file, each time that it is asked for until the story mends it. */
export type Fault =
  /** The connection breaks after so many bytes of the answer. */
  | { readonly type: 'cut'; readonly afterBytes: number }
  /** A network's sign-in page comes in its place. */
  | { readonly type: 'sign-in page' }
  /** The answer stops after so many bytes and is silent. */
  | { readonly type: 'silence'; readonly afterBytes: number }
  | { readonly type: 'missing' };

export const modelHosts: readonly string[] = ['huggingface.co', 'raw.githubusercontent.com'];

const shardBytes = 400_000;

/**
 * Stands for the hosts that models are downloaded from; every model has the same small made-up files, but for
 * repositories that a story has placed there.
 */
export class ModelHub {
  /** `GET /path` with the range that was asked for, in order. */
  readonly requests: { readonly path: string; readonly range: string | null }[] = [];
  readonly #faults = new Map<string, Fault>();
  readonly #repositories = new Map<string, string>();
  /** Between two pieces of a shard, so that a story can act in the middle. */
  #pauseMs = 0;

  static async open(world: OutsideWorld): Promise<ModelHub> {
    const hub = new ModelHub();
    await world.settle(modelHosts, (request, response) => {
      void hub.#answer(request, response);
    });
    return hub;
  }

  /** From here on the files of this repository are those of a folder of ours. */
  place(repository: string, folder: string): void {
    this.#repositories.set(`/${repository}/resolve/main/`, folder);
  }

  /** Breaks every file whose address ends so. */
  break(ending: string, fault: Fault): void {
    this.#faults.set(ending, fault);
  }

  mend(): void {
    this.#faults.clear();
  }

  slow(pauseMs: number): void {
    this.#pauseMs = pauseMs;
  }

  /** Bytes of weights that a whole download brings. */
  get weightBytes(): number {
    return 3 * shardBytes;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const { range = null } = request.headers;
    this.requests.push({ path, range });
    const cors = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
    const exposed = { 'access-control-expose-headers': '*', 'access-control-allow-headers': '*' };
    if (request.method === 'OPTIONS') return void response.writeHead(204, { ...cors, ...exposed }).end();
    const fault = [...this.#faults].find(([ending]) => path.endsWith(ending))?.[1];
    const body = this.#placedAt(path) ?? fileAt(path);
    if (fault?.type === 'missing' || body === null)
      return void response.writeHead(404, cors).end('Not found');
    if (fault?.type === 'sign-in page') {
      response.writeHead(200, { ...cors, 'content-type': 'text/html' });
      return void response.end('<!doctype html><title>Sign in</title>');
    }
    const start = Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
    const part = body.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, {
      ...cors,
      ...exposed,
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      'content-length': part.byteLength,
      etag: `"${body.byteLength}"`,
      ...(start > 0 && { 'content-range': `bytes ${start}-${body.byteLength - 1}/${body.byteLength}` }),
    });
    await this.#send(response, part, fault);
  }

  #placedAt(path: string): Buffer | null {
    for (const [prefix, folder] of this.#repositories) {
      const file = path.startsWith(prefix) ? join(folder, path.slice(prefix.length)) : '';
      if (file !== '' && existsSync(file)) return readFileSync(file);
    }
    return null;
  }

  async #send(response: ServerResponse, part: Buffer, fault: Fault | undefined): Promise<void> {
    const most = fault && 'afterBytes' in fault ? fault.afterBytes : part.byteLength;
    const piece = 40_000;
    for (let at = 0; at < most; at += piece) {
      if (response.destroyed) return;
      response.write(part.subarray(at, Math.min(at + piece, most)));
      if (this.#pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#pauseMs));
    }
    if (fault?.type === 'silence') return;
    if (fault?.type === 'cut' && most < part.byteLength) {
      // What was written goes out before the connection breaks.
      setTimeout(() => response.destroy(), 50);
      return;
    }
    response.end();
  }
}

function fileAt(path: string): Buffer | null {
  const name = path.split('/').at(-1) ?? '';
  if (name === 'mlc-chat-config.json')
    return json({ model_type: 'made-up', tokenizer_files: ['tokenizer.json'] });
  if (name === 'tokenizer.json') return json({ made: 'up' });
  if (name === 'tensor-cache.json') return json({ records: [0, 1, 2].map(record) });
  if (name.endsWith('.wasm')) return Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const shard = /^params_shard_([012])\.bin$/.exec(name)?.[1];
  return shard === undefined ? null : Buffer.alloc(shardBytes, Number(shard) + 1);
}

function record(index: number) {
  return { dataPath: `params_shard_${index}.bin`, format: 'raw-shard', nbytes: shardBytes, records: [] };
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
