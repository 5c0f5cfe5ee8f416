import { type Precision, precisions } from '../choose-precision.ts';
import type { FilesState } from '../files-state.ts';
import type { KeptRow } from '../model-row.ts';
import { pins as allPins, type ModelPins } from '../pins.ts';
import { type FetchTimes, usualFetchTimes } from './fetch-file.ts';
import { safeName } from './file-place.ts';
import { type ImportedModel, importModel } from './import-model.ts';
import type { ChosenFile } from './import-plan.ts';
import { ownPrefix } from './import-sweep.ts';
import { filesState, type ListedModels, listModels } from './list-models.ts';
import { keptPlaces, partialFolder } from './model-folder.ts';
import { modelKey } from './model-key.ts';
import { type ModelRecord, ModelRecords } from './model-records.ts';
import { openFolder, removeEntry } from './opfs.ts';
import { removeModel } from './remove-model.ts';
import { runDownload, type Stop } from './run-download.ts';
import { runVerify } from './run-verify.ts';
import { StateTeller } from './state-teller.ts';
import { browserSurroundings, type Surroundings } from './surroundings.ts';
import { toFilesFailure } from './to-files-failure.ts';

export interface ModelFilesStoreOptions {
  /** Told where a model's files stand whenever that changes, at most four times a second while bytes come. */
  readonly tell: (id: string, files: FilesState) => void;
  readonly surroundings?: Surroundings;
  readonly times?: FetchTimes;
  readonly pins?: Readonly<Record<string, ModelPins>>;
}

/** Something that is being done with a model's files; one at a time for each. */
interface Work {
  readonly kind: 'download' | 'verify';
  readonly row: KeptRow;
  /** Aborted with a `Stop`. */
  readonly stop: AbortController;
  /** As told last. */
  state: FilesState;
  /** Never rejects. */
  readonly outcome: Promise<FilesState>;
}

const absent: FilesState = { state: 'absent' };

/** All that is done with models' files on this device. It has to live in a dedicated worker, and be alone. */
export class ModelFilesStore {
  readonly #surroundings: Surroundings;
  readonly #times: FetchTimes;
  readonly #pins: Readonly<Record<string, ModelPins>>;
  readonly #teller: StateTeller;
  readonly #works = new Map<string, Work>();
  /** How work ended last where it failed, by key: on a full disk not even that can be noted. */
  readonly #failed = new Map<string, FilesState>();
  #opening: Promise<ModelRecords> | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ tell, surroundings, times, pins }: ModelFilesStoreOptions) {
    this.#surroundings = surroundings ?? browserSurroundings;
    this.#times = times ?? usualFetchTimes;
    this.#pins = pins ?? allPins;
    this.#teller = new StateTeller(tell, () => this.#surroundings.now());
  }

  /** What is noted of models. @throws FilesFailure `newer`, or what the platform throws where it keeps nothing */
  records(): Promise<ModelRecords> {
    this.#opening ??= ModelRecords.open().catch((thrown: unknown) => {
      this.#opening = null;
      throw thrown;
    });
    return this.#opening;
  }

  /** Where nothing can be kept, nothing is here. @throws FilesFailure */
  async list(rows: readonly KeptRow[], precision: Precision): Promise<ListedModels> {
    try {
      const records = await this.records();
      const date = this.#surroundings.date();
      const listed = await listModels(rows, precision, { records, pins: this.#pins, date });
      const live = (row: KeptRow, files: FilesState) =>
        this.#works.get(modelKey(row, precision))?.state ??
        this.#failed.get(modelKey(row, precision)) ??
        files;
      return {
        states: rows.map((row, index) => live(row, listed.states[index] ?? absent)),
        own: listed.own.map(({ row, files }) => ({ row, files: live(row, files) })),
      };
    } catch (thrown) {
      const failure = toFilesFailure(thrown);
      if (failure.code !== 'unsupported') throw failure;
      return { states: rows.map(() => absent), own: [] };
    }
  }

  /** Ends with `ready`, `paused`, `absent` (cancelled or removed) or `failed`; never rejects. */
  async download(row: KeptRow, precision: Precision): Promise<FilesState> {
    const key = modelKey(row, precision);
    const verifying = this.#works.get(key);
    if (verifying?.kind === 'verify') await verifying.outcome;
    return this.#work('download', row, key, async (stop, onState) => {
      const before = await this.#state(row, precision);
      const records = await this.records();
      const noted = await records.model(key);
      if (before.state === 'ready' || row.origin === 'own') return before;
      const record: ModelRecord = {
        key,
        row,
        precision: row.engine === 'web-llm' ? precision : null,
        state: 'wanted',
        message: '',
        totalBytes: noted?.totalBytes ?? null,
        revision: noted?.revision ?? null,
        at: this.#surroundings.date(),
      };
      const { signal } = stop;
      const given = { records, surroundings: this.#surroundings, times: this.#times, signal };
      const inTurn = <T>(turn: () => Promise<T>) => this.#inTurn(turn);
      return runDownload(record, { ...given, inTurn, pins: this.#pins[key] ?? null }, onState);
    });
  }

  /** Ends the downloads of a model, and keeps what came. */
  async pause(id: string): Promise<void> {
    await this.#end('paused', ({ kind, row }) => kind === 'download' && row.id === id);
    const records = await this.records();
    for (const record of await records.models()) {
      if (record.row.id !== id || record.state !== 'wanted') continue;
      const paused: ModelRecord = { ...record, state: 'paused', at: this.#surroundings.date() };
      await records.putModel(paused);
      this.#teller.tell(id, filesState(paused, await records.files(record.key), await keptPlaces()));
    }
  }

  /** Ends a download and frees what came of it; leaves alone what is all here. @returns the bytes freed */
  async cancel(row: KeptRow): Promise<number> {
    const records = await this.records();
    const unfinished: Precision[] = [];
    for (const precision of precisions) {
      if ((await records.model(modelKey(row, precision)))?.state !== 'ready') unfinished.push(precision);
    }
    return this.#remove(row, unfinished);
  }

  /** Frees every byte of a model. @returns how many */
  remove(row: KeptRow): Promise<number> {
    return this.#remove(row, precisions);
  }

  /** Reads every file again, if the model is all here. Never rejects. */
  verify(row: KeptRow, precision: Precision): Promise<FilesState> {
    const key = modelKey(row, precision);
    const under = this.#works.get(key);
    if (under?.kind === 'download') return Promise.resolve(under.state);
    return this.#work('verify', row, key, async ({ signal }, onState) => {
      const before = await this.#state(row, precision);
      const records = await this.records();
      const record = await records.model(key);
      if (before.state !== 'ready' || record === null) return before;
      return runVerify(record, { records, signal, date: this.#surroundings.date }, onState);
    });
  }

  /** Keeps a person's own files as a model. @throws ImportFailure, with nothing kept; the signal's reason */
  async import(files: readonly ChosenFile[], signal: AbortSignal): Promise<ImportedModel> {
    const records = await this.records();
    const imported = await importModel(files, { records, surroundings: this.#surroundings, signal });
    this.#teller.tell(imported.row.id, { state: 'ready', bytes: imported.bytes });
    return imported;
  }

  /**
   * Goes on with the downloads that the person wanted and nobody ended.
   *
   * @param rows as they are offered now; a model that is none of them goes on as it was noted
   */
  async resume(rows: readonly KeptRow[], precision: Precision): Promise<void> {
    const records = await this.records();
    const models = await records.models();
    await removeOrphans(new Set(models.map(({ key }) => safeName(key))));
    for (const record of models) {
      if (record.state !== 'wanted') continue;
      const known = record.precision ?? precision;
      const row = rows.find((each) => modelKey(each, known) === record.key) ?? record.row;
      void this.download(row, known);
    }
  }

  /** Does something with a model's files, unless something is being done, which is joined. */
  async #work(
    kind: Work['kind'],
    row: KeptRow,
    key: string,
    run: (stop: AbortController, onState: (state: FilesState) => void) => Promise<FilesState>,
  ): Promise<FilesState> {
    const under = this.#works.get(key);
    if (under) return under.outcome;
    const stop = new AbortController();
    const onState = (state: FilesState) => {
      if (stop.signal.aborted) return;
      work.state = state;
      this.#teller.tell(row.id, state);
    };
    const first: FilesState =
      kind === 'verify'
        ? { state: 'verifying', fraction: 0 }
        : { state: 'paused', receivedBytes: 0, totalBytes: null };
    const outcome = Promise.resolve()
      .then(() => run(stop, onState))
      .catch((thrown: unknown): FilesState => {
        if (stop.signal.reason === ('removed' satisfies Stop)) return absent;
        return { state: 'failed', message: toFilesFailure(thrown).message, receivedBytes: 0 };
      })
      .then((state) => {
        this.#works.delete(key);
        if (state.state === 'failed') this.#failed.set(key, state);
        // Whoever removes the files tells when they are gone; who asked before that would hear of remains.
        if (stop.signal.reason !== ('removed' satisfies Stop)) this.#teller.tell(row.id, state);
        return state;
      });
    const work: Work = { kind, row, stop, state: first, outcome };
    this.#works.set(key, work);
    this.#failed.delete(key);
    return outcome;
  }

  async #remove(row: KeptRow, which: readonly Precision[]): Promise<number> {
    if (row.origin === 'practice' || which.length === 0) return 0;
    const keys = new Set(which.map((precision) => modelKey(row, precision)));
    await this.#end('removed', (_, key) => keys.has(key));
    for (const key of keys) this.#failed.delete(key);
    const freedBytes = await removeModel(row, which, await this.records());
    this.#teller.tell(row.id, absent);
    return freedBytes;
  }

  async #end(why: Stop, which: (work: Work, key: string) => boolean): Promise<void> {
    const ending = [...this.#works].filter(([key, work]) => which(work, key)).map(([, work]) => work);
    for (const { stop } of ending) stop.abort(why);
    await Promise.all(ending.map(({ outcome }) => outcome));
  }

  async #state(row: KeptRow, precision: Precision): Promise<FilesState> {
    const date = this.#surroundings.date();
    const listed = await listModels([row], precision, {
      records: await this.records(),
      pins: this.#pins,
      date,
    });
    return listed.states[0] ?? absent;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

/** What is on its way for a model that nothing is noted of can't be gone on with; an import sees to its own. */
async function removeOrphans(known: ReadonlySet<string>): Promise<void> {
  const partials = await openFolder(partialFolder);
  const names: string[] = [];
  for await (const name of partials?.keys() ?? []) {
    if (!known.has(name) && !name.startsWith(ownPrefix)) names.push(name);
  }
  for (const name of names) await removeEntry(partials, name);
}
