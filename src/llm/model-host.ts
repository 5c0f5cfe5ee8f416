import type {
  ChatMessage,
  CompletionOptions,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
} from '../kernel/language-model.ts';
import { choosePrecision } from './choose-precision.ts';
import type { CpuSpeed } from './cpu-speed.ts';
import type { DeviceCapability } from './device-capability.ts';
import { ggufFiles } from './files/gguf-files.ts';
import { LoadFailure, toLoadFailure } from './load-failure.ts';
import type { LoadPhase } from './load-phase.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { LossReason } from './loss-reason.ts';
import { modelFiles } from './model-files.ts';
import type { GgufRow, ModelRow, WebLlmRow } from './model-row.ts';
import { probeDevice } from './probe-device.ts';
import { loadModel } from './web-llm/load-model.ts';
import { loadWebLlm } from './web-llm/load-web-llm.ts';
import type { requireFiles } from './web-llm/require-files.ts';

/** How a row of one engine is loaded. @throws LoadFailure */
type Load<Row extends ModelRow> = (
  row: Row,
  windowTokens: number,
  onPhase: (phase: LoadPhase) => void,
  signal: AbortSignal,
) => Promise<LoadedModel>;

/** What a host reaches outside itself through; tests put their own in. */
export interface ModelHostOptions {
  readonly probe?: () => Promise<DeviceCapability>;
  readonly loadLibrary?: typeof loadWebLlm;
  readonly requireFiles?: typeof requireFiles;
  readonly loadGguf?: Load<GgufRow>;
  readonly tryCpu?: (signal: AbortSignal) => Promise<CpuSpeed>;
  readonly stallMs?: number;
  /** Told when the loaded model is gone although nobody unloaded it. */
  readonly onLost?: (reason: LossReason) => void;
}

const noModel = 'No model is loaded. Load one to go on; search works without.';

/** The llm worker's one model, in whichever engine, and all that is asked about models there. */
export class ModelHost {
  readonly #options: ModelHostOptions;
  #capability: Promise<DeviceCapability> | null = null;
  #loaded: LoadedModel | null = null;
  /** The one whose loss was told. */
  #lost: LoadedModel | null = null;
  /** Ends the load under way. */
  #loading: AbortController | null = null;
  /** Loads and unloads come one after another: an engine forgets itself when two overlap (engine.contract.ts). */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ModelHostOptions = {}) {
    this.#options = options;
  }

  capability(): Promise<DeviceCapability> {
    this.#capability ??= (this.#options.probe ?? (() => probeDevice(navigator)))();
    return this.#capability;
  }

  /**
   * Replaces the model before it; a load under way ends as `aborted`.
   *
   * @throws LoadFailure, whose message is for the person
   */
  async load(
    row: ModelRow,
    windowTokens: number,
    onPhase: (phase: LoadPhase) => void,
    signal?: AbortSignal,
  ): Promise<LanguageModel> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    const either = signal ? AbortSignal.any([signal, loading.signal]) : loading.signal;
    return this.#inTurn(async () => {
      await this.#release();
      if (either.aborted) throw toLoadFailure(either.reason);
      const beginning =
        row.engine === 'web-llm'
          ? this.#loadWebLlm(row, windowTokens, onPhase, either)
          : (this.#options.loadGguf ?? loadGguf)(row, windowTokens, onPhase, either);
      const loaded = await unlessAborted(beginning, either);
      this.#keep(loaded);
      return loaded.model;
    });
  }

  /** Also ends a load under way. Ends in every case, and also where there is nothing to unload. */
  async unload(): Promise<void> {
    this.#loading?.abort();
    await this.#inTurn(() => this.#release());
  }

  /** @throws Error when no model is loaded */
  async countTokens(messages: readonly ChatMessage[]): Promise<number[]> {
    if (!this.#loaded) throw new Error(noModel);
    return this.#loaded.model.countTokens(messages);
  }

  async complete(request: CompletionRequest, options?: CompletionOptions): Promise<CompletionResult> {
    const loaded = this.#loaded;
    if (!loaded) return { ok: false, error: { code: 'lost', message: noModel } };
    const result = await loaded.model.complete(request, options);
    // Whoever supervises this hears why before the answer comes.
    if (!result.ok && result.error.code === 'lost') await this.#hasToldLoss(loaded, result.error.message);
    return result;
  }

  /** About ten seconds of a model's arithmetic on the CPU. */
  tryCpu(signal: AbortSignal): Promise<CpuSpeed> {
    return (this.#options.tryCpu ?? tryCpu)(signal);
  }

  async #loadWebLlm(...[row, windowTokens, onPhase, signal]: Parameters<Load<WebLlmRow>>) {
    const capability = await this.capability();
    if (!capability.webgpu) throw new LoadFailure('device', capability.reason);
    const { loadLibrary = loadWebLlm, requireFiles, stallMs } = this.#options;
    const result = await loadModel({
      row,
      files: modelFiles(row, choosePrecision(capability)),
      windowTokens,
      onPhase,
      signal,
      loadLibrary,
      ...(requireFiles && { requireFiles }),
      ...(stallMs !== undefined && { stallMs }),
    });
    if (!result.ok) throw result.failure;
    return result.loaded;
  }

  #keep(loaded: LoadedModel): void {
    this.#loaded = loaded;
    void loaded.lost.then((reason) => this.#tellLost(loaded, reason));
  }

  /** An engine may fail a completion for good without saying why the model is gone. */
  async #hasToldLoss(loaded: LoadedModel, message: string): Promise<void> {
    const unsaid = new Promise<LossReason>((resolve) => setTimeout(resolve, 0, { kind: 'worker', message }));
    this.#tellLost(loaded, await Promise.race([loaded.lost, unsaid]));
  }

  /** Once for each model, and for none that was unloaded. */
  #tellLost(loaded: LoadedModel, reason: LossReason): void {
    if (this.#loaded !== loaded || this.#lost === loaded) return;
    this.#lost = loaded;
    this.#options.onLost?.(reason);
  }

  async #release(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = null;
    await loaded?.unload();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }
}

/** Ends with the signal, whatever the engine does then; what it loads too late is let go of. */
function unlessAborted(loading: Promise<LoadedModel>, signal: AbortSignal): Promise<LoadedModel> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(toLoadFailure(signal.reason));
      loading.then(
        (late) => late.unload(),
        () => {},
      );
    };
    signal.addEventListener('abort', abort);
    loading.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** The CPU engine's script comes with the first load of a model for it. */
const loadGguf: Load<GgufRow> = async (row, windowTokens, onPhase, signal) => {
  try {
    const files = await ggufFiles(row);
    const engine = await import('./wllama/load-gguf.ts');
    return await engine.loadGguf({ row, files, windowTokens, onPhase, signal });
  } catch (thrown) {
    throw toLoadFailure(thrown);
  }
};

async function tryCpu(signal: AbortSignal): Promise<CpuSpeed> {
  const trial = await import('./wllama/try-cpu.ts');
  return trial.tryCpu(signal);
}
