import type { ModelFilesPush } from '../../worker/model-files-protocol.ts';
import { type Connection, connect } from '../../worker/rpc.ts';
import type { FilesState } from '../files-state.ts';
import type { GgufRow, KeptRow, ModelOrigin } from '../model-row.ts';
import { clearCaches, host, type TestModel } from '../model-server.fixture.ts';
import type { WorkerWorld, WorldRequests } from './files-worker.fixture.ts';
import { keptPlaces, openFileStream, partialFolder } from './model-folder.ts';
import { ModelRecords } from './model-records.ts';
import { openFolder, removeEntry } from './opfs.ts';

/** The model-files worker in a test's hands, over the browser's real storage. */
export class FilesWorld {
  /** Every state that was told, in order. */
  readonly told: FilesState[] = [];
  #worker: Worker | null = null;
  #connection: Connection<WorldRequests, ModelFilesPush> | null = null;

  get connection(): Connection<WorldRequests, ModelFilesPush> {
    if (this.#connection) return this.#connection;
    this.#worker = new Worker(new URL('./files-worker.fixture.ts', import.meta.url), { type: 'module' });
    this.#connection = connect<WorldRequests, ModelFilesPush>(this.#worker);
    this.#connection.subscribe(({ files }) => this.told.push(files));
    return this.#connection;
  }

  /** As when a tab is closed: nothing is tidied up. The next call starts another worker. */
  kill(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#connection = null;
    this.told.length = 0;
  }

  async change(world: WorkerWorld | null): Promise<void> {
    await this.connection.call('change', world);
  }

  download(row: KeptRow): Promise<FilesState> {
    return this.connection.call('download', { row, precision: 'q4f16_1' });
  }

  verify(row: KeptRow): Promise<FilesState> {
    return this.connection.call('verify', { row, precision: 'q4f16_1' });
  }

  async list(...rows: readonly KeptRow[]): Promise<readonly FilesState[]> {
    return (await this.connection.call('list', { rows, precision: 'q4f16_1' })).states;
  }

  /** Ends what is under way, frees everything, and makes the world as it was. The worker stays. */
  async clear(): Promise<void> {
    const records = await ModelRecords.open();
    for (const { row } of await records.models()) await this.connection.call('remove', { row });
    await clearCaches();
    await removeEntry(await navigator.storage.getDirectory(), 'models');
    records.close();
    await this.change(null);
    this.told.length = 0;
  }

  async end(): Promise<void> {
    this.kill();
    await new Promise((resolve) => {
      const deleting = indexedDB.deleteDatabase(ModelRecords.databaseName);
      deleting.onsuccess = resolve;
      deleting.onerror = resolve;
    });
  }
}

/** Bytes of everything that lies on the way. */
export async function partialBytes(): Promise<number> {
  return folderBytes(await openFolder(partialFolder));
}

async function folderBytes(folder: FileSystemDirectoryHandle | null): Promise<number> {
  let bytes = 0;
  for await (const entry of folder?.values() ?? []) {
    bytes += entry.kind === 'file' ? (await entry.getFile()).size : await folderBytes(entry);
  }
  return bytes;
}

/** What is kept, by place. */
export async function keptContents(): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  for (const place of [...(await keptPlaces())].sort()) {
    // One character for each byte, as the host's bodies are.
    const bytes = await new Response(await openFileStream(place)).arrayBuffer();
    contents.set(place, new TextDecoder('latin1').decode(bytes));
  }
  return contents;
}

/** What is kept of a model that is all here, by place. */
export function contentsOf({ contents }: TestModel): Map<string, string> {
  const byPlace = contents.map(({ cache, url, body }): [string, string] => [`${cache} ${url}`, body]);
  return new Map(byPlace.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A model of two parts. */
export function ggufModel(id: string, origin: ModelOrigin): { row: GgufRow; bodies: Map<string, string> } {
  const names = ['model-1.gguf', 'model-2.gguf'];
  const parts = names.map((name) => ({ name, url: origin === 'own' ? null : `${host}${id}/${name}` }));
  const row: GgufRow = { ...facts, id, origin, engine: 'wllama', memoryMb: 1, parts };
  const bodies = [`GGUF${'a'.repeat(36)}`, `GGUF${'b'.repeat(56)}`];
  return { row, bodies: new Map(parts.map(({ url }, index) => [url ?? '', bodies[index] ?? ''])) };
}

const facts = {
  name: 'Test model',
  parameters: '',
  downloadMb: 0.001,
  licence: 'MIT',
  goodFor: '',
  kvBytesPerToken: null,
  trainedWindow: null,
};
