import { asError } from '../as-error.ts';
import { LoadFailure, toLoadFailure } from '../load-failure.ts';
import type { LoadPhase } from '../load-phase.ts';
import type { LoadedModel } from '../loaded-model.ts';
import type { LossReason } from '../loss-reason.ts';
import type { ModelFiles } from '../model-files.ts';
import type { WebLlmRow } from '../model-row.ts';
import type { Engine } from './engine.ts';
import { loadPhaseOfReport } from './load-phase-of-report.ts';
import type { WebLlm } from './load-web-llm.ts';
import { requireFiles } from './require-files.ts';
import { WebLlmModel } from './web-llm-model.ts';

export interface LoadModelOptions {
  readonly row: WebLlmRow;
  readonly files: ModelFiles;
  readonly windowTokens: number;
  readonly onPhase: (phase: LoadPhase) => void;
  readonly signal?: AbortSignal | undefined;
  /** Silence after which loading is given up, in ms. */
  readonly stallMs?: number;
  readonly loadLibrary: () => Promise<WebLlm>;
  readonly requireFiles?: typeof requireFiles;
}

export type LoadResult =
  | { readonly ok: true; readonly loaded: LoadedModel }
  | { readonly ok: false; readonly failure: LoadFailure };

const defaultStallMs = 60_000;

/**
 * Loads a model whose files are here onto the graphics processor, and checks what was loaded; no request goes
 * to the network. Ends in every case: on abort, and after `stallMs` without a sign of progress. What the engine
 * still does then ends with its worker.
 */
export async function loadModel(options: LoadModelOptions): Promise<LoadResult> {
  const stop = new AbortController();
  const abort = () => stop.abort(new DOMException('', 'AbortError'));
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener('abort', abort);
  const watch = watchForStall(options.stallMs ?? defaultStallMs, (failure) => stop.abort(failure));
  const onPhase = (phase: LoadPhase) => {
    if (stop.signal.aborted) return;
    watch.progressed();
    options.onPhase(phase);
  };
  try {
    const loading = load({ ...options, signal: stop.signal, onPhase });
    return { ok: true, loaded: await Promise.race([loading, rejectOnAbort(stop.signal)]) };
  } catch (thrown) {
    return { ok: false, failure: toLoadFailure(thrown) };
  } finally {
    watch.end();
    options.signal?.removeEventListener('abort', abort);
  }
}

async function load(options: LoadModelOptions & { readonly signal: AbortSignal }): Promise<LoadedModel> {
  const { row, files, windowTokens, onPhase, signal, loadLibrary } = options;
  signal.throwIfAborted();
  onPhase({ name: 'loading', fraction: 0, detail: 'Looking through the model’s files' });
  await (options.requireFiles ?? requireFiles)(files, row.origin);
  const library = await loadLibrary().catch((thrown: unknown) => {
    throw new LoadFailure('network', engineMissing, { cause: thrown });
  });
  signal.throwIfAborted();
  const engine = library.createEngine(files);
  engine.setInitProgressCallback((report) => onPhase(loadPhaseOfReport(report)));
  const unload = () => void engine.unload().catch(() => {});
  signal.addEventListener('abort', unload);
  try {
    await engine.reload(files.engineId, chatOptions(windowTokens));
    // An aborted load resolves as if nothing had happened where the platform's own abort error surfaces.
    signal.throwIfAborted();
    const { engineId } = files;
    const model = new WebLlmModel(engine, { modelId: row.id, engineId, windowTokens, thinks: row.thinks });
    onPhase({ name: 'ready', fraction: 1, detail: `${row.name} is ready` });
    return loadedModel(model, engine);
  } catch (thrown) {
    await engine.unload().catch(() => {});
    throw signal.aborted ? asError(thrown) : ownReason(asError(thrown));
  } finally {
    signal.removeEventListener('abort', unload);
  }
}

/** The engine unloads itself when its device is lost, and then says that somebody had asked for it. */
function ownReason(error: Error): Error {
  if (!error.message.includes('Engine.unload() is called')) return error;
  return Object.assign(new Error('The device was lost.'), { name: 'DeviceLostError' });
}

const engineMissing =
  'The engine that runs this model could not be fetched from this site: it is kept on this device with the ' +
  'first model. Connect once and try again; the model’s files are kept.';

/** The engine destroys its device when it unloads, which looks like a loss and is none. */
function loadedModel(model: WebLlmModel, engine: Engine): LoadedModel {
  let isUnloaded = false;
  const lost = new Promise<LossReason>((resolve) => {
    void model.lost.then((reason) => !isUnloaded && resolve(reason));
  });
  const unload = async () => {
    isUnloaded = true;
    await engine.unload().catch(() => {});
  };
  return { model, lost, unload };
}

/**
 * No sliding window: it would forget in silence what memory management is there to keep. The role templates
 * are off because web-llm fills them by `String.replace` with the person's text as the replacement, in which
 * `$$` and `$&` are patterns (0.2.86, lib/index.js, `getPromptArrayInternal`).
 */
function chatOptions(windowTokens: number) {
  return {
    context_window_size: windowTokens,
    sliding_window_size: -1,
    conv_config: { role_templates: {} },
  };
}

function watchForStall(ms: number, onStall: (failure: LoadFailure) => void) {
  const seconds = Math.round(ms / 1000);
  const message =
    `Loading made no progress for ${seconds} seconds and was stopped. The model’s files are kept. Close other ` +
    'tabs and programs that draw much and try again; if it stops again, choose a smaller model.';
  const give = () => onStall(new LoadFailure('stalled', message));
  let timer = setTimeout(give, ms);
  return {
    progressed() {
      clearTimeout(timer);
      timer = setTimeout(give, ms);
    },
    end: () => clearTimeout(timer),
  };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
