import { fetchToCache } from './fetch-to-cache.ts';
import { toLoadFailure } from './load-failure.ts';
import { cacheNames, type ModelFiles } from './model-files.ts';

/** Bytes of weights on this device so far and in all; `totalBytes` is 0 until the list of files has come. */
export type OnBytes = (receivedBytes: number, totalBytes: number) => void;

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly onBytes: OnBytes;
  /** Pauses before each further try of a file, in ms; their number is the number of further tries. */
  readonly retryMs?: readonly number[];
}

/** As web-llm does it: four files at a time. */
const parallel = 4;

interface Shard {
  readonly dataPath: string;
  readonly nbytes: number;
}

/**
 * Puts all files of a model into web-llm's caches, under the addresses that it looks for (measured on 0.2.86:
 * files put there by hand are found and read without a network). Done here and not by the engine, because
 * the engine reports progress by files of 32 MB, four at once: on a slow line it is silent for minutes, and a
 * stall could not be told from patience. It also keeps a sign-in page that is sent in a file's place, and
 * tries nothing twice. Files already there are not fetched again.
 *
 * @throws LoadFailure `network`, `storage` or `damaged`; what came whole is kept. The signal's reason on abort.
 */
export async function downloadModel(files: ModelFiles, options: DownloadOptions): Promise<void> {
  try {
    await fetchAll(files, options);
  } catch (thrown) {
    options.signal.throwIfAborted();
    throw toLoadFailure(thrown);
  }
}

async function fetchAll(files: ModelFiles, options: DownloadOptions): Promise<void> {
  const { signal, retryMs = [1000, 4000] } = options;
  const [models, configs, libraries] = await Promise.all([
    caches.open(cacheNames.model),
    caches.open(cacheNames.config),
    caches.open(cacheNames.wasm),
  ]);
  const at = (name: string) => new URL(name, files.baseUrl).href;
  const part = { signal, retryMs, onBytes: () => options.onBytes(0, 0) };
  const config = await fetchToCache(configs, at('mlc-chat-config.json'), { ...part, json: true });
  await fetchToCache(libraries, files.libraryUrl, part);
  await fetchToCache(models, at(tokenizerFile(await config.json())), part);
  const manifest = await fetchToCache(models, at('tensor-cache.json'), { ...part, json: true });
  await fetchShards(models, shardsOf(await manifest.json()), { ...options, retryMs, at });
}

interface ShardOptions extends DownloadOptions {
  readonly retryMs: readonly number[];
  at(name: string): string;
}

async function fetchShards(cache: Cache, shards: readonly Shard[], options: ShardOptions): Promise<void> {
  const { onBytes, signal, retryMs, at } = options;
  const totalBytes = shards.reduce((sum, shard) => sum + shard.nbytes, 0);
  const received = new Map<Shard, number>();
  const report = () =>
    onBytes(
      [...received.values()].reduce((sum, bytes) => sum + bytes, 0),
      totalBytes,
    );
  const failed = new AbortController();
  const waiting = [...shards];

  async function work(): Promise<void> {
    for (let shard = waiting.shift(); shard; shard = waiting.shift()) {
      const current = shard;
      await fetchToCache(cache, at(current.dataPath), {
        signal: AbortSignal.any([signal, failed.signal]),
        retryMs,
        bytes: current.nbytes,
        onBytes: (bytes) => {
          received.set(current, bytes);
          report();
        },
      });
      received.set(current, current.nbytes);
      report();
    }
  }

  // The first failure stops the other three: what they would still fetch could fail to be stored as well.
  const workers = Array.from({ length: parallel }, () =>
    work().catch((thrown: unknown) => {
      failed.abort(thrown);
      throw thrown;
    }),
  );
  const outcomes = await Promise.allSettled(workers);
  if (outcomes.some(({ status }) => status === 'rejected')) throw failed.signal.reason;
}

function tokenizerFile(config: unknown): string {
  const { tokenizer_files: names } = (config ?? {}) as { tokenizer_files?: unknown };
  if (!Array.isArray(names)) throw new SyntaxError('The configuration names no tokenizer.');
  return names.includes('tokenizer.json') ? 'tokenizer.json' : 'tokenizer.model';
}

function shardsOf(manifest: unknown): Shard[] {
  const { records } = (manifest ?? {}) as { records?: unknown };
  if (!Array.isArray(records) || records.length === 0) throw new SyntaxError('The list of files is empty.');
  return records.map((record: Partial<Shard> | null) => {
    if (typeof record?.dataPath !== 'string' || typeof record.nbytes !== 'number') {
      throw new SyntaxError('The list of files is not readable.');
    }
    return { dataPath: record.dataPath, nbytes: record.nbytes };
  });
}
