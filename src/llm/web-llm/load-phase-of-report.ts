import type { LoadPhase } from '../load-phase.ts';

/** What web-llm reports while it loads (lib/types.d.ts, `InitProgressReport`); `progress` from 0 to 1. */
export interface LoadReport {
  readonly progress: number;
  readonly text: string;
}

/**
 * web-llm tells its phase only in the wording of the report (0.2.86, lib/index.js, `fetchTensorCacheInternal`
 * and `asyncLoadWebGPUPipelines`); each phase runs from 0 to 1. It has no report of a download, since all files
 * are here. `ready` is not among its phases: the model is ready when it has been checked, not when the engine
 * says so.
 */
export function loadPhaseOfReport({ progress, text }: LoadReport): LoadPhase {
  const fraction = Number.isFinite(progress) ? Math.min(1, Math.max(0, progress)) : 0;
  const isCompiling = text.startsWith('Loading GPU shader modules') || text.startsWith('Finish loading');
  return { name: isCompiling ? 'compiling' : 'loading', fraction, detail: text };
}
