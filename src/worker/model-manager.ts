import type { LanguageModel } from '../kernel/language-model.ts';
import { SMALLEST_WINDOW } from '../kernel/window-budget.ts';
import { catalogue, practiceRow } from '../llm/catalogue.ts';
import { choosePrecision, type Precision } from '../llm/choose-precision.ts';
import type { CpuSpeed } from '../llm/cpu-speed.ts';
import type { DeviceCapability } from '../llm/device-capability.ts';
import type { FilesState } from '../llm/files-state.ts';
import { modelObstacle } from '../llm/model-obstacle.ts';
import type { ModelRow } from '../llm/model-row.ts';
import { prebuiltRows } from '../llm/prebuilt-list.ts';
import { suggestModel } from '../llm/suggest-model.ts';
import { usualWindow, windowOffers } from '../llm/window-memory.ts';
import { tokenSpeed } from '../llm/wllama/token-speed.ts';
import type { AppPush, ModelOffer, ModelOffers, ModelStatus } from './app-protocol.ts';
import type { LossReason } from './llm-protocol.ts';
import type { ModelCheck } from './model-check.ts';
import type { NamedFile, OwnModel } from './model-files-protocol.ts';
import type { SupervisedModel } from './supervised-model.ts';
import type { SupervisedModelFiles } from './supervised-model-files.ts';

export interface ModelManagerDependencies {
  readonly push: (push: AppPush) => void;
  /** Told of this manager's `engineLost`. */
  readonly engine: Pick<SupervisedModel, 'model' | 'capability' | 'load' | 'unload' | 'tryCpu'>;
  readonly files: Pick<
    SupervisedModelFiles,
    'list' | 'download' | 'pause' | 'cancel' | 'verify' | 'import' | 'remove' | 'resume'
  >;
  /** What the browser will still store for this site, in bytes; `null` where it doesn't tell. */
  readonly freeBytes: () => Promise<number | null>;
  /** The window that each model was last loaded with, in tokens, by id. */
  readonly windows: () => Promise<Readonly<Record<string, unknown>>>;
  /** How checks of models ended, by id. */
  readonly checks: () => Promise<Readonly<Record<string, ModelCheck>>>;
  /** How fast the CPU was when it was tried; kept across sessions. */
  readonly cpuSpeed: { load(): Promise<CpuSpeed | null>; save(speed: CpuSpeed): Promise<void> };
}

/** Offers, keeps, loads and unloads models, and says where the loaded one stands. */
export class ModelManager {
  readonly #deps: ModelManagerDependencies;
  #status: ModelStatus = { state: 'none' };
  #loading: AbortController | null = null;
  #own: readonly OwnModel[] = [];
  #keptBytes = 0;

  constructor(deps: ModelManagerDependencies) {
    this.#deps = deps;
  }

  get status(): ModelStatus {
    return this.#status;
  }

  /** What models' files take on this device, as of the last look. */
  get keptBytes(): number {
    return this.#keptBytes;
  }

  /** The loaded model; `null` while there is none, and search answers. */
  model(): LanguageModel | null {
    return this.#deps.engine.model();
  }

  /** The catalogue, the person's own models, and what is here of the prebuilt list. */
  async offers(): Promise<ModelOffers> {
    const capability = await this.#deps.engine.capability();
    const { states, own } = await this.#listAll();
    const rows = [...catalogue, ...prebuiltRows()];
    const kept = rows.map((row, index) => ({ row, files: states[index] ?? absent }));
    const offers = await this.#toOffers(kept, capability);
    const shown = offers.filter(({ row, files }) => row.origin !== 'all' || files.state !== 'absent');
    const ownOffers = await this.#toOffers(own, capability);
    const all = [...ownOffers, ...shown, ...(await this.#toOffers([practice], capability))];
    return {
      capability,
      offers: all,
      suggestedId: suggestModel(catalogue, capability)?.id ?? null,
      freeBytes: await this.#deps.freeBytes(),
    };
  }

  /** What the prebuilt list has besides the catalogue. */
  async moreOffers(): Promise<readonly ModelOffer[]> {
    const { states } = await this.#listAll();
    const kept = prebuiltRows().map((row, index) => ({
      row,
      files: states[catalogue.length + index] ?? absent,
    }));
    return this.#toOffers(kept, await this.#deps.engine.capability());
  }

  /** @throws Error when there is no such model */
  async row(id: string): Promise<ModelRow> {
    const known = [...catalogue, practiceRow, ...prebuiltRows()].find((row) => row.id === id);
    if (known) return known;
    const own = () => this.#own.find(({ row }) => row.id === id)?.row;
    if (!own()) await this.#listAll();
    const row = own();
    if (!row) throw new Error('This model is not known here any more.');
    return row;
  }

  /** Downloads what is missing; the person agreed to it. Ends when the files are ready, paused or failed. */
  async download(id: string): Promise<FilesState> {
    const row = await this.row(id);
    if (row.origin === 'practice') return practice.files;
    return this.#deps.files.download(row, await this.#precision());
  }

  /** Goes on with the downloads that a closed page interrupted. */
  async resumeDownloads(): Promise<void> {
    await this.#deps.files.resume([...catalogue, ...prebuiltRows()], await this.#precision());
  }

  /** Looks what models' files take on this device. */
  async weigh(): Promise<void> {
    await this.#listAll();
  }

  async pause(id: string): Promise<void> {
    await this.#deps.files.pause(id);
  }

  async cancel(id: string): Promise<{ readonly freedBytes: number }> {
    return this.#deps.files.cancel(await this.row(id));
  }

  async verify(id: string): Promise<FilesState> {
    return this.#deps.files.verify(await this.row(id), await this.#precision());
  }

  async import(files: readonly NamedFile[]): Promise<{ readonly id: string }> {
    const own = await this.#deps.files.import(files);
    this.#own = [...this.#own.filter(({ row }) => row.id !== own.row.id), own];
    return { id: own.row.id };
  }

  /** Unloads it first if it is the one in use. */
  async delete(id: string): Promise<{ readonly freedBytes: number }> {
    const row = await this.row(id);
    if (this.#status.state !== 'none' && this.#status.row.id === id) await this.unload();
    return this.#deps.files.remove(row);
  }

  async tryCpu(): Promise<void> {
    await this.#deps.cpuSpeed.save(await this.#deps.engine.tryCpu());
  }

  /**
   * Loads a model whose files are here. Ends when it is ready, failed or the loading was cancelled; the status
   * tells which.
   */
  async load(id: string, window?: number): Promise<void> {
    const row = await this.row(id);
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    const report = (status: ModelStatus) => {
      if (this.#loading === loading) this.#report(status);
    };
    report({ state: 'loading', row, phase: { name: 'loading', fraction: 0, detail: '' } });
    const windowTokens = window ?? usualWindow(row, await this.#deps.engine.capability());
    try {
      const loaded = await this.#deps.engine.load(
        row,
        windowTokens,
        (phase) => report({ state: 'loading', row, phase }),
        loading.signal,
      );
      report({ state: 'ready', row, windowTokens: loaded });
    } catch (error) {
      if (loading.signal.aborted) return report({ state: 'none' });
      const message = error instanceof Error ? error.message : String(error);
      const isTooMuch = error instanceof Error && 'code' in error && error.code === 'device';
      report({
        state: 'failed',
        row,
        message,
        lighter: isTooMuch ? await this.#lighter(row, windowTokens) : null,
      });
    }
  }

  /** Frees the engine's memory; also cancels a load under way. */
  async unload(): Promise<void> {
    this.#loading?.abort();
    this.#loading = null;
    await this.#deps.engine.unload();
    this.#report({ state: 'none' });
  }

  /** The engine went away with a model that nobody unloaded. */
  async engineLost({ message, kind }: LossReason): Promise<void> {
    if (this.#status.state !== 'ready') return;
    const { row, windowTokens } = this.#status;
    this.#report({ state: 'failed', row, message, lighter: null });
    if (kind === 'worker') return;
    const lighter = await this.#lighter(row, windowTokens);
    const { status } = this as { readonly status: ModelStatus };
    if (status.state === 'failed' && status.row === row) this.#report({ ...status, lighter });
  }

  /** The same model with half the window, else the next smaller one that runs here. */
  async #lighter(row: ModelRow, windowTokens: number) {
    const half = Math.max(SMALLEST_WINDOW, windowTokens / 2);
    if (half < windowTokens) return { id: row.id, name: row.name, windowTokens: half };
    const capability = await this.#deps.engine.capability();
    const smaller = catalogue
      .filter((it) => it.engine === row.engine && it.downloadMb < row.downloadMb)
      .filter((it) => modelObstacle(it, capability) === null)
      .toSorted((a, b) => b.downloadMb - a.downloadMb)[0];
    return smaller ? { id: smaller.id, name: smaller.name, windowTokens: usualWindow(smaller) } : null;
  }

  async #toOffers(models: readonly OwnModel[], capability: DeviceCapability): Promise<ModelOffer[]> {
    const speed = await this.#deps.cpuSpeed.load();
    const last = await this.#deps.windows();
    const checks = await this.#deps.checks();
    const windowOf = (row: ModelRow) => {
      const tokens = last[row.id];
      return typeof tokens === 'number' ? tokens : usualWindow(row, capability);
    };
    return models.map(({ row, files }) => ({
      row,
      files,
      obstacle: modelObstacle(row, capability),
      windows: windowOffers(row, capability),
      usualWindow: windowOf(row),
      check: checks[row.id] ?? null,
      speed: speed && row.engine === 'wllama' ? tokenSpeed(row, speed) : null,
    }));
  }

  /** Where the files of the catalogue, the prebuilt list and the person's own models stand, in that order. */
  async #listAll() {
    const listed = await this.#deps.files.list([...catalogue, ...prebuiltRows()], await this.#precision());
    this.#own = listed.own;
    const all = [...listed.states, ...listed.own.map(({ files }) => files)];
    this.#keptBytes = all.reduce((sum, files) => sum + bytesOf(files), 0);
    return listed;
  }

  async #precision(): Promise<Precision> {
    return choosePrecision(await this.#deps.engine.capability());
  }

  #report(status: ModelStatus): void {
    this.#status = status;
    this.#deps.push({ type: 'model-changed', model: status });
  }
}

const absent: FilesState = { state: 'absent' };

/** It is part of the app, and needs no download of its own. */
const practice = {
  row: practiceRow,
  files: { state: 'ready', bytes: practiceRow.downloadMb * 1e6 },
} as const satisfies OwnModel;

function bytesOf(files: FilesState): number {
  if (files.state === 'ready') return files.bytes;
  return 'receivedBytes' in files ? files.receivedBytes : 0;
}
