import type { LanguageModel } from '../kernel/language-model.ts';
import { catalogue, type ModelRow } from '../llm/catalogue.ts';
import type { DeviceCapability } from '../llm/device-capability.ts';
import { modelObstacle } from '../llm/model-obstacle.ts';
import type { ModelOffer, ModelStatus } from './app-protocol.ts';
import { SupervisedModel } from './supervised-model.ts';

/** The window asked for at loading, in tokens: the usual one of web-llm's prebuilt records. */
const WINDOW = 4096;

/** Offers, loads and unloads models, and says where the loaded one stands. */
export class ModelManager {
  readonly #onStatus: (status: ModelStatus) => void;
  readonly #supervised: SupervisedModel;
  #status: ModelStatus = { state: 'none' };
  #loading: AbortController | null = null;

  constructor(onStatus: (status: ModelStatus) => void) {
    this.#onStatus = onStatus;
    this.#supervised = new SupervisedModel({ onLost: (message) => this.#lost(message) });
  }

  get status(): ModelStatus {
    return this.#status;
  }

  /** The loaded model; `null` while there is none, and search answers. */
  model(): LanguageModel | null {
    return this.#supervised.model();
  }

  async offers(): Promise<{ capability: DeviceCapability; offers: ModelOffer[] }> {
    const capability = await this.#supervised.capability();
    const cached = await this.#supervised.cachedIds(catalogue);
    const offers = catalogue.map((row) => ({
      row,
      cached: cached.includes(row.id),
      obstacle: modelObstacle(row, capability),
    }));
    return { capability, offers };
  }

  /** Ends when the model is ready, failed or the loading was cancelled; the status tells which. */
  async load(id: string): Promise<void> {
    const row = this.#row(id);
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    const report = (status: ModelStatus) => {
      if (this.#loading === loading) this.#report(status);
    };
    report({ state: 'loading', row, phase: { name: 'downloading', fraction: 0, detail: '' } });
    try {
      const windowTokens = await this.#supervised.load(
        row,
        WINDOW,
        (phase) => report({ state: 'loading', row, phase }),
        loading.signal,
      );
      report({ state: 'ready', row, windowTokens });
    } catch (error) {
      if (loading.signal.aborted) return report({ state: 'none' });
      report({ state: 'failed', row, message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Frees the GPU's memory; also cancels a load under way. */
  async unload(): Promise<void> {
    this.#loading?.abort();
    this.#loading = null;
    await this.#supervised.unload();
    this.#report({ state: 'none' });
  }

  async delete(id: string): Promise<void> {
    const row = this.#row(id);
    if (this.#status.state !== 'none' && this.#status.row.id === id) await this.unload();
    await this.#supervised.delete(row);
  }

  #lost(message: string): void {
    if (this.#status.state === 'ready') this.#report({ state: 'failed', row: this.#status.row, message });
  }

  #report(status: ModelStatus): void {
    this.#status = status;
    this.#onStatus(status);
  }

  #row(id: string): ModelRow {
    const row = catalogue.find((it) => it.id === id);
    if (!row) throw new Error(`There is no model ${id} in the catalogue.`);
    return row;
  }
}
