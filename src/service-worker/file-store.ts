import { DownloadError, downloadFile, type Fetch } from './download-file.ts';
import type { GroupName, GroupState, GroupStates } from './messages.ts';
import type { OfflineFile } from './offline-file.ts';

/** The part of the browser's `Cache` that is used. */
export type FileCache = Pick<Cache, 'match' | 'put' | 'keys' | 'delete'>;

export interface FileStore {
  /** The build's file at this address, or `null`; a query does not matter. */
  fileAt(address: string): OfflineFile | null;
  /**
   * The file from the cache, else from the network, and then stored.
   * @throws DownloadError
   */
  read(file: OfflineFile): Promise<Response>;
  /** A file of an older version, which a page of that version asks for by its hashed name. */
  readOlder(address: string): Promise<Response | null>;
  /**
   * Stores all files of a group, passing over those already stored.
   * @throws DownloadError; what was stored until then stays.
   */
  storeGroup(group: 'shell' | GroupName, onProgress?: Progress): Promise<void>;
  /** Groups that someone asked to have offline, at whatever version. */
  wantedGroups(): Promise<GroupName[]>;
  groupStates(): Promise<GroupStates>;
  /** Deletes what no file of this version needs. */
  removeStale(): Promise<void>;
}
export type Progress = (bytes: number, total: number) => void;

interface Options {
  readonly files: readonly OfflineFile[];
  /** The app's root: the service worker's scope. */
  readonly scope: string;
  readonly openCache: () => Promise<FileCache>;
  readonly fetch: Fetch;
}

const groupNames: readonly GroupName[] = ['documents', 'embedder', 'model', 'cpu', 'compat'];

/**
 * Keeps the files of the build in one cache, each under its address and revision, so that two versions can
 * lie side by side while one waits. Shell and groups differ only in when they are stored.
 */
export function createFileStore({ files, scope, openCache, fetch }: Options): FileStore {
  const byAddress = new Map(files.map((file) => [new URL(file.url, scope).href, file]));
  const running = new Map<OfflineFile, RunningDownload>();

  const addressOf = (file: OfflineFile) => new URL(file.url, scope).href;
  const keyOf = (file: OfflineFile) => `${addressOf(file)}?revision=${file.revision}`;
  const wantedKey = (group: string) => new URL(`offline-groups/wanted/${group}`, scope).href;
  const filesOf = (group: string) => files.filter(({ groups }) => groups.some((name) => name === group));

  /** One download per file at a time: whoever asks for the file meanwhile joins the one that is under way. */
  function download(file: OfflineFile, onBytes: OnBytes): Promise<Download> {
    const joined = running.get(file);
    if (joined) {
      joined.listeners.push(onBytes);
      return joined.result;
    }
    const listeners = [onBytes];
    const result = downloadAndStore(file, (bytes) => {
      for (const listener of listeners) listener(bytes);
    }).finally(() => running.delete(file));
    running.set(file, { result, listeners });
    return result;
  }

  async function downloadAndStore(file: OfflineFile, onBytes: OnBytes): Promise<Download> {
    const response = await downloadFile(file, addressOf(file), fetch, onBytes);
    const cache = await openCache();
    const notStored = await cache.put(keyOf(file), response.clone()).then(() => null, describeFullStorage);
    return { response, notStored };
  }

  async function storedKeys(): Promise<Set<string>> {
    const requests = await (await openCache()).keys();
    return new Set(requests.map(({ url }) => url));
  }

  function stateOf(group: GroupName, stored: Set<string>): GroupState {
    const members = filesOf(group);
    const bytes = sumOfBytes(members);
    const cachedBytes = sumOfBytes(members.filter((file) => stored.has(keyOf(file))));
    return { bytes, cachedBytes, complete: cachedBytes === bytes };
  }

  return {
    fileAt(address) {
      const { origin, pathname } = new URL(address);
      return byAddress.get(origin + pathname) ?? null;
    },

    async read(file) {
      const stored = await (await openCache()).match(keyOf(file));
      return stored ?? (await download(file, () => {})).response.clone();
    },

    async readOlder(address) {
      return (await (await openCache()).match(address, { ignoreSearch: true })) ?? null;
    },

    async storeGroup(group, onProgress = () => {}) {
      const cache = await openCache();
      if (group !== 'shell') await cache.put(wantedKey(group), new Response(null)).catch(() => {});
      const members = filesOf(group);
      const total = sumOfBytes(members);
      let done = 0;
      for (const file of members) {
        if (!(await cache.match(keyOf(file)))) {
          const { notStored } = await download(file, (bytes) => onProgress(done + bytes, total));
          if (notStored) throw notStored;
        }
        done += file.bytes;
        onProgress(done, total);
      }
    },

    async wantedGroups() {
      const stored = await storedKeys();
      return groupNames.filter((group) => stored.has(wantedKey(group)));
    },

    async groupStates() {
      const stored = await storedKeys();
      const state = (group: GroupName) => stateOf(group, stored);
      return {
        documents: state('documents'),
        embedder: state('embedder'),
        model: state('model'),
        cpu: state('cpu'),
        compat: state('compat'),
      };
    },

    async removeStale() {
      const needed = new Set([...files.map(keyOf), ...groupNames.map(wantedKey)]);
      const cache = await openCache();
      const stale = [...(await storedKeys())].filter((key) => !needed.has(key));
      await Promise.all(stale.map((key) => cache.delete(key)));
    },
  };
}

type OnBytes = (bytes: number) => void;

interface RunningDownload {
  readonly result: Promise<Download>;
  readonly listeners: OnBytes[];
}

/** The response is good even when it could not be stored: whoever asked for it gets it. */
interface Download {
  readonly response: Response;
  readonly notStored: DownloadError | null;
}

function describeFullStorage(): DownloadError {
  return new DownloadError(
    'storage-full',
    'The browser has no more space for this site. What was already stored is kept. Free some space and try again.',
  );
}

function sumOfBytes(files: readonly OfflineFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
