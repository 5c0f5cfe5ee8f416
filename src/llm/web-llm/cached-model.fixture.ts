import { cacheNames, type ModelFiles } from '../model-files.ts';
import { stubLibrary } from './stub-library.fixture.ts';

/** A model's files as web-llm keeps them. */
export interface CachedModel {
  readonly files: ModelFiles;
  readonly contents: readonly { readonly cache: string; readonly url: string; readonly body: BodyInit }[];
}

/** The smallest that web-llm's tokenizer takes: a letter is a token. */
const tokenizer = {
  version: '1.0',
  added_tokens: [],
  model: {
    type: 'BPE',
    vocab: Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz'].map((letter, id) => [letter, id])),
    merges: [],
  },
};

const config = {
  tokenizer_files: ['tokenizer.json'],
  context_window_size: 4096,
  sliding_window_size: -1,
  conv_template: {},
  tokenizer_info: { token_postproc_method: 'byte_level', prepend_space_in_encode: false },
};

/**
 * A model that the real engine loads until all of its files are read; its library does nothing then. No such
 * host exists: what isn't in the caches can't come from anywhere.
 */
export function cachedModel(name: string): CachedModel {
  const files: ModelFiles = {
    engineId: `${name}-q4f16_1-MLC`,
    baseUrl: `https://models.invalid/${name}/resolve/main/`,
    libraryUrl: `https://models.invalid/${name}.wasm`,
  };
  const at = (path: string) => new URL(path, files.baseUrl).href;
  const shards = ['a'.repeat(40), 'b'.repeat(60), 'c'.repeat(10)].map((body, index) => ({
    body,
    record: { dataPath: `params_shard_${index}.bin`, nbytes: body.length, format: 'raw-shard', records: [] },
  }));
  const manifest = { records: shards.map(({ record }) => record) };
  const file = (path: string, body: BodyInit) => ({ cache: cacheNames.model, url: at(path), body });
  return {
    files,
    contents: [
      { cache: cacheNames.config, url: at('mlc-chat-config.json'), body: JSON.stringify(config) },
      { cache: cacheNames.wasm, url: files.libraryUrl, body: stubLibrary() },
      file('tokenizer.json', JSON.stringify(tokenizer)),
      file('tensor-cache.json', JSON.stringify(manifest)),
      ...shards.map(({ body, record }) => file(record.dataPath, body)),
    ],
  };
}

export async function putInCaches({ contents }: CachedModel): Promise<void> {
  for (const { cache, url, body } of contents) await (await caches.open(cache)).put(url, new Response(body));
}

export async function clearCaches(): Promise<void> {
  await Promise.all(Object.values(cacheNames).map((name) => caches.delete(name)));
}
