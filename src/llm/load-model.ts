import { asError } from './as-error.ts';
import type { ModelRow } from './catalogue.ts';
import { downloadModel } from './download-model.ts';
import type { Engine } from './engine.ts';
import { LoadFailure, toLoadFailure } from './load-failure.ts';
import type { LoadPhase } from './load-phase.ts';
import { loadPhaseOfReport } from './load-phase-of-report.ts';
import type { WebLlm } from './load-web-llm.ts';
import type { ModelFiles } from './model-files.ts';
import { modelTraits } from './model-traits.ts';
import { WebLlmModel } from './web-llm-model.ts';

export interface LoadModelOptions {
  readonly row: ModelRow;
  readonly files: ModelFiles;
  readonly windowTokens: number;
  readonly onPhase: (phase: LoadPhase) => void;
  readonly signal?: AbortSignal | undefined;
  /** Silence after which loading is given up, in ms. */
  readonly stallMs?: number;
  readonly loadLibrary: () => Promise<WebLlm>;
  readonly download?: typeof downloadModel;
}

export interface LoadedModel {
  readonly model: WebLlmModel;
  readonly engine: Engine;
}

export type LoadResult =
  | ({ readonly ok: true } & LoadedModel)
  | { readonly ok: false; readonly failure: LoadFailure };

const defaultStallMs = 60_000;

/**
 * Downloads what is missing, loads it onto the graphics processor, and checks what was loaded. Ends in every
 * case: on abort, and after `stallMs` without a sign of progress. What the engine still does then ends with
 * its worker.
 */
export async function loadModel(options: LoadModelOptions): Promise<LoadResult> {
  const stop = new AbortController();
  const abort = () => stop.abort(new DOMException('', 'AbortError'));
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener('abort', abort);
  const watch = watchForStall(options.stallMs ?? defaultStallMs, (failure) => stop.abort(failure));
  let last: LoadPhase | null = null;
  const onPhase = (phase: LoadPhase) => {
    if (stop.signal.aborted) return;
    watch.progressed();
    // Bytes come in thousands of pieces; the person is told when there is something new to read.
    const isNew = phase.name !== last?.name || phase.detail !== last.detail;
    last = phase;
    if (isNew) options.onPhase(phase);
  };
  try {
    const loading = load({ ...options, signal: stop.signal, onPhase });
    return { ok: true, ...(await Promise.race([loading, rejectOnAbort(stop.signal)])) };
  } catch (thrown) {
    return { ok: false, failure: toLoadFailure(thrown) };
  } finally {
    watch.end();
    options.signal?.removeEventListener('abort', abort);
  }
}

async function load(options: LoadModelOptions & { readonly signal: AbortSignal }): Promise<LoadedModel> {
  const { row, files, windowTokens, onPhase, signal, loadLibrary, download = downloadModel } = options;
  signal.throwIfAborted();
  onPhase({ name: 'downloading', fraction: 0, detail: 'Looking for what is here already' });
  await download(files, { signal, onBytes: (received, total) => onPhase(downloadPhase(received, total)) });
  const library = await loadLibrary();
  signal.throwIfAborted();
  const engine = library.createEngine(files);
  engine.setInitProgressCallback((report) => onPhase(loadPhaseOfReport(report)));
  const unload = () => void engine.unload().catch(() => {});
  signal.addEventListener('abort', unload);
  try {
    await engine.reload(files.engineId, chatOptions(windowTokens));
    // An aborted load resolves as if nothing had happened where the platform's own abort error surfaces.
    signal.throwIfAborted();
    const { thinks } = modelTraits(row.id);
    const model = new WebLlmModel(engine, {
      modelId: row.id,
      engineId: files.engineId,
      windowTokens,
      thinks,
    });
    onPhase({ name: 'ready', fraction: 1, detail: `${row.name} is ready` });
    return { model, engine };
  } catch (thrown) {
    await engine.unload().catch(() => {});
    throw asError(thrown);
  } finally {
    signal.removeEventListener('abort', unload);
  }
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

function downloadPhase(received: number, total: number): LoadPhase {
  const [receivedMb, totalMb] = [received, total].map((bytes) => Math.round(bytes / 1e6));
  return total === 0
    ? { name: 'downloading', fraction: 0, detail: 'Fetching the list of files' }
    : { name: 'downloading', fraction: received / total, detail: `${receivedMb} of ${totalMb} MB` };
}

function watchForStall(ms: number, onStall: (failure: LoadFailure) => void) {
  const seconds = Math.round(ms / 1000);
  const message =
    `Loading made no progress for ${seconds} seconds and was stopped. What was downloaded is kept. Check the ` +
    'connection and try again; if it stops while loading or compiling, choose a smaller model.';
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
