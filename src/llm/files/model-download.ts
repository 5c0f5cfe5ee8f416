import type { ModelPins } from '../pins.ts';
import { contentFault } from './content-fault.ts';
import { DownloadProgress } from './download-progress.ts';
import { type FetchContext, type FetchTimes, fetchFile } from './fetch-file.ts';
import { partList, type WantedFile, webLlmLists, webLlmRest } from './file-list.ts';
import { parsePlace, safeName } from './file-place.ts';
import { filesFailures } from './files-failure.ts';
import { hashStream } from './hash-stream.ts';
import {
  fileBytes,
  keepFile,
  keptPlaces,
  makeFolder,
  openFileStream,
  partialFolder,
  readText,
} from './model-folder.ts';
import type { FileRecord, ModelRecord, ModelRecords } from './model-records.ts';
import { removeEntry } from './opfs.ts';
import type { PartialFile } from './partial-file.ts';
import { requireRoom } from './require-room.ts';
import type { Surroundings } from './surroundings.ts';

export interface ModelDownloadOptions {
  readonly records: ModelRecords;
  readonly surroundings: Surroundings;
  readonly times: FetchTimes;
  readonly pins: ModelPins | null;
  readonly signal: AbortSignal;
  /** Runs one piece of work after another, so that one file at a time is there twice. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Something is different from before: bytes came, a connection is gone or back. */
  readonly onProgress: () => void;
}

/** As web-llm does it: so many files at a time. */
const lanes = 4;

/** The download of one model: what is missing is fetched, what is here is gone on with. */
export class ModelDownload {
  readonly progress: DownloadProgress;
  /** As noted last. */
  record: ModelRecord;
  readonly #options: ModelDownloadOptions;
  readonly #known = new Map<string, FileRecord>();

  constructor(record: ModelRecord, options: ModelDownloadOptions) {
    this.record = record;
    this.#options = options;
    this.progress = new DownloadProgress(options.surroundings.now);
  }

  /** @throws FilesFailure, what the platform throws when it can't store, or the signal's reason */
  async run(onChecked: (fraction: number) => void): Promise<void> {
    const { records, signal } = this.#options;
    const places = await keptPlaces();
    for (const noted of await records.files(this.record.key)) {
      const isGone = noted.isKept && !places.has(noted.place);
      const file = isGone ? { ...noted, isKept: false, receivedBytes: 0 } : noted;
      this.#known.set(file.place, file);
      this.progress.set(file, file.receivedBytes, file.bytes);
    }
    await this.#requireRoomAtFirst();
    const files = await this.#list(signal);
    for (const file of files) this.#count(file);
    this.progress.isListed = true;
    await this.#note({ totalBytes: this.progress.totalBytes });
    await this.#requireRoom(files);
    await this.#obtainAll(files);
    await this.#note({ totalBytes: this.progress.totalBytes });
    await this.#check(files, onChecked);
    await removeEntry(await makeFolder(partialFolder), safeName(this.record.key));
  }

  /** Before any request, by what the row says of its size, unless the true one is known. */
  async #requireRoomAtFirst(): Promise<void> {
    const { pins, surroundings } = this.#options;
    const { row, totalBytes } = this.record;
    const pinned = Object.values(pins?.files ?? {}).reduce((sum, { bytes }) => sum + bytes, 0);
    const about = totalBytes ?? (pinned > 0 ? pinned : row.downloadMb * 1e6);
    await requireRoom(surroundings, Math.max(0, about - this.progress.receivedBytes), 0);
  }

  async #requireRoom(files: readonly WantedFile[]): Promise<void> {
    const missing = files.filter(({ place }) => this.#known.get(place)?.isKept !== true);
    const copied = missing.filter(({ place }) => parsePlace(place).in === 'cache');
    const twice = Math.max(0, ...copied.map(({ bytes }) => bytes ?? 0));
    const { totalBytes, receivedBytes } = this.progress;
    await requireRoom(this.#options.surroundings, (totalBytes ?? 0) - receivedBytes, twice);
  }

  async #list(signal: AbortSignal): Promise<WantedFile[]> {
    const { row, precision } = this.record;
    const { pins } = this.#options;
    if (row.engine !== 'web-llm') return partList(row, pins);
    if (precision === null) throw new Error('A model of web-llm has a precision.');
    const lists = webLlmLists(row, precision, pins);
    const [config, manifest] = [
      await this.#readList(lists.config, signal),
      await this.#readList(lists.manifest, signal),
    ];
    return [lists.config, lists.manifest, ...webLlmRest(row, precision, pins, { config, manifest })];
  }

  async #readList(file: WantedFile, signal: AbortSignal): Promise<unknown> {
    await this.#obtain(file, signal);
    return JSON.parse((await readText(file.place)) ?? 'null');
  }

  /** Until a file's size is known, it counts as its share of what the row says. */
  #count(file: WantedFile): void {
    const { row } = this.record;
    const known = this.#known.get(file.place);
    const about = row.engine === 'web-llm' ? null : (row.downloadMb * 1e6) / row.parts.length;
    this.progress.set(file, known?.receivedBytes ?? 0, file.bytes ?? known?.bytes ?? about);
  }

  async #obtainAll(files: readonly WantedFile[]): Promise<void> {
    const failed = new AbortController();
    const signal = AbortSignal.any([this.#options.signal, failed.signal]);
    const waiting = [...files];
    const work = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) await this.#obtain(file, signal);
    };
    // The first failure stops the others: what they would still fetch could fail to be stored as well.
    const working = Array.from({ length: lanes }, () =>
      work().catch((thrown: unknown) => failed.abort(thrown)),
    );
    await Promise.all(working);
    this.#options.signal.throwIfAborted();
    failed.signal.throwIfAborted();
  }

  /** Sees to it that a file is in its place. */
  async #obtain(file: WantedFile, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const known = this.#known.get(file.place) ?? this.#blank(file);
    if (known.isKept && known.bytes !== null && (await fileBytes(file.place)) === known.bytes) return;
    if (await this.#adopt(file, signal)) return;
    const record = known.isKept ? this.#blank(file) : known;
    const ended = this.progress.begin(file);
    try {
      await fetchFile(file, { ...record, url: file.url }, this.#context(signal));
    } finally {
      ended();
      this.#options.onProgress();
    }
  }

  /** Takes a file that is in its place already, put there for another model or by web-llm itself. */
  async #adopt(file: WantedFile, signal: AbortSignal): Promise<boolean> {
    const { place } = file;
    const stream = await openFileStream(place);
    if (stream === null) return false;
    const { bytes, sha256, head } = await hashStream(stream, { signal });
    const content = {
      size: bytes,
      slice: (from?: number, to?: number) => new Blob([head]).slice(from, to),
      text: async () => (await readText(place)) ?? '',
    };
    if ((await contentFault(file, { content, sha256 })) !== null) return false;
    await this.#noteFile({ ...this.#blank(file), bytes, receivedBytes: bytes, sha256, isKept: true });
    this.progress.set(file, bytes, bytes);
    return true;
  }

  /** A last look at what is in place; its content was hashed while it came. */
  async #check(files: readonly WantedFile[], onChecked: (fraction: number) => void): Promise<void> {
    for (const [index, { place }] of files.entries()) {
      this.#options.signal.throwIfAborted();
      onChecked(index / files.length);
      const known = this.#known.get(place);
      if (!known?.isKept || (await fileBytes(place)) !== known.bytes) throw filesFailures.gone();
    }
    onChecked(1);
  }

  #context(signal: AbortSignal): FetchContext {
    const { surroundings, times, onProgress } = this.#options;
    return {
      surroundings,
      times,
      signal,
      folder: `${partialFolder}/${safeName(this.record.key)}`,
      address: (file) => this.#address(file),
      note: (record) => this.#noteFile(record),
      onRevision: async (revision) => {
        if (this.record.revision === null) await this.#note({ revision });
      },
      onBytes: (file, bytes, total, came) => {
        this.progress.set(file, bytes, total, came);
        onProgress();
      },
      onWaiting: (file, isWaiting) => {
        this.progress.setWaiting(file, isWaiting);
        onProgress();
      },
      keep: (place, partial, content) => this.#keep(place, partial, content),
    };
  }

  /**
   * That of the commit which the first answer named: files of one commit fit together, also when the download
   * goes on after the repository has changed.
   */
  #address({ url }: WantedFile): string {
    const { revision } = this.record;
    return revision === null ? url : url.replace('/resolve/main/', `/resolve/${revision}/`);
  }

  async #keep(place: string, partial: PartialFile, content: File): Promise<void> {
    const at = parsePlace(place);
    await this.#options.inTurn(async () => {
      if (at.in === 'cache') await keepFile(place, content);
      else await partial.moveTo(await makeFolder(`models/${at.folder}`), at.name);
    });
  }

  #blank({ place, url, bytes }: WantedFile): FileRecord {
    return {
      model: this.record.key,
      place,
      url,
      bytes,
      sha256: null,
      etag: null,
      lastModified: null,
      receivedBytes: 0,
      isKept: false,
    };
  }

  async #noteFile(file: FileRecord): Promise<void> {
    this.#known.set(file.place, file);
    await this.#options.records.putFiles([file]);
  }

  async #note(change: Partial<Pick<ModelRecord, 'totalBytes' | 'revision'>>): Promise<void> {
    this.record = { ...this.record, ...change };
    await this.#options.records.putModel(this.record);
  }
}
