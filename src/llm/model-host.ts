import type {
  ChatMessage,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
} from '../kernel/language-model.ts';
import { catalogue, type ModelRow } from './catalogue.ts';
import { choosePrecision, precisions } from './choose-precision.ts';
import { deleteModel } from './delete-model.ts';
import type { DeviceCapability } from './device-capability.ts';
import { downloadModel } from './download-model.ts';
import { isModelCached } from './is-model-cached.ts';
import { LoadFailure } from './load-failure.ts';
import { type LoadedModel, loadModel } from './load-model.ts';
import type { LoadPhase } from './load-phase.ts';
import { loadWebLlm } from './load-web-llm.ts';
import { modelFiles } from './model-files.ts';
import { probeDevice } from './probe-device.ts';

/** What a host reaches outside itself through; tests put their own in. */
export interface ModelHostOptions {
  readonly probe?: () => Promise<DeviceCapability>;
  readonly loadLibrary?: typeof loadWebLlm;
  readonly filesOf?: typeof modelFiles;
  readonly download?: typeof downloadModel;
  readonly stallMs?: number;
}

const noModel = 'No model is loaded. Load one to go on; search works without.';

/** The llm worker's one model and all that is asked about models there. */
export class ModelHost {
  readonly #probe: () => Promise<DeviceCapability>;
  readonly #filesOf: typeof modelFiles;
  readonly #loading: Required<Pick<ModelHostOptions, 'loadLibrary' | 'download'>> &
    Pick<ModelHostOptions, 'stallMs'>;
  #capability: Promise<DeviceCapability> | null = null;
  #loaded: (LoadedModel & { readonly row: ModelRow }) | null = null;

  constructor(options: ModelHostOptions = {}) {
    this.#probe = options.probe ?? (() => probeDevice(navigator));
    this.#filesOf = options.filesOf ?? modelFiles;
    this.#loading = {
      loadLibrary: options.loadLibrary ?? loadWebLlm,
      download: options.download ?? downloadModel,
      ...(options.stallMs !== undefined && { stallMs: options.stallMs }),
    };
  }

  capability(): Promise<DeviceCapability> {
    this.#capability ??= this.#probe();
    return this.#capability;
  }

  /** Replaces the model before it. @throws LoadFailure, whose message is for the person */
  async load(
    row: ModelRow,
    windowTokens: number,
    onPhase: (phase: LoadPhase) => void,
    signal?: AbortSignal,
  ): Promise<{ readonly windowTokens: number }> {
    await this.unload();
    const capability = await this.capability();
    if (!capability.webgpu) throw new LoadFailure('device', capability.reason);
    const files = this.#filesOf(row.id, choosePrecision(capability));
    const result = await loadModel({ row, files, windowTokens, onPhase, signal, ...this.#loading });
    if (!result.ok) throw result.failure;
    this.#loaded = { row, model: result.model, engine: result.engine };
    return { windowTokens };
  }

  async unload(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = null;
    await loaded?.engine.unload();
  }

  /** Frees every cached byte of the model, in both precisions. */
  async delete(row: ModelRow): Promise<void> {
    if (this.#loaded?.row.id === row.id) await this.unload();
    const all = catalogue.flatMap(({ id }) => precisions.map((precision) => this.#filesOf(id, precision)));
    for (const precision of precisions) await deleteModel(this.#filesOf(row.id, precision), all);
  }

  /** Ids of the rows that load here without a network. */
  async cached(rows: readonly ModelRow[]): Promise<string[]> {
    const precision = choosePrecision(await this.capability());
    const found = await Promise.all(rows.map(({ id }) => isModelCached(this.#filesOf(id, precision))));
    return rows.filter((_, index) => found[index]).map(({ id }) => id);
  }

  /** @throws Error when no model is loaded */
  async countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    if (!this.#loaded) throw new Error(noModel);
    return this.#loaded.model.countTokens(messages);
  }

  async complete(request: CompletionRequest, options?: CompletionOptions): Promise<CompletionResult> {
    if (!this.#loaded) return { ok: false, error: { code: 'lost', message: noModel } };
    return this.#loaded.model.complete(request, options);
  }
}
