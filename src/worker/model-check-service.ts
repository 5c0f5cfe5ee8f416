import type { Agent } from '../kernel/agent.ts';
import type { AppPush, AppRequests } from './app-protocol.ts';
import { checkModel } from './check-model.ts';
import type { CheckDependencies } from './check-world.ts';
import type { ModelManager } from './model-manager.ts';
import type { ModelService } from './model-service.ts';
import type { ModelSettings } from './model-settings.ts';
import type { RunQueue } from './run-queue.ts';

type Params<Name extends keyof AppRequests> = AppRequests[Name]['params'];
type Result<Name extends keyof AppRequests> = Promise<AppRequests[Name]['result']>;

export interface ModelCheckServiceDependencies extends CheckDependencies {
  readonly agent: Pick<Agent, 'forget'>;
  readonly runs: Pick<RunQueue, 'isBusy' | 'lend'>;
  readonly models: Pick<ModelManager, 'status' | 'model'>;
  readonly modelService: Pick<ModelService, 'loadModel'>;
  readonly settings: Pick<ModelSettings, 'saveCheck'>;
  readonly push: (push: AppPush) => void;
}

const BUSY = 'An answer is being written. Check when it is done; nothing was interrupted.';
const LOADING = 'A model is being loaded. Check when it is in use.';
const ANOTHER = 'Another model is being checked. Check this one when that is done.';

/** Tries, when the person asks, whether a model can use memory, and keeps what came of it. */
export class ModelCheckService {
  readonly #deps: ModelCheckServiceDependencies;
  #underWay: AbortController | null = null;

  constructor(deps: ModelCheckServiceDependencies) {
    this.#deps = deps;
  }

  async checkModel({ id }: Params<'checkModel'>): Result<'checkModel'> {
    const { runs, models, settings, push } = this.#deps;
    if (this.#underWay) throw new Error(ANOTHER);
    if (runs.isBusy) throw new Error(BUSY);
    const before = models.status;
    if (before.state === 'loading') throw new Error(LOADING);
    const controller = new AbortController();
    this.#underWay = controller;
    push({ type: 'model-check', id, done: 0 });
    try {
      const check = await this.#check(id, controller.signal);
      if (check) await settings.saveCheck(id, check);
      return check;
    } finally {
      await this.#putBack(before, id).catch(() => {});
      this.#underWay = null;
      push({ type: 'model-check', id, done: null });
    }
  }

  async stopModelCheck(): Result<'stopModelCheck'> {
    this.#underWay?.abort();
    return null;
  }

  async #check(id: string, stopped: AbortSignal): Result<'checkModel'> {
    const { runs, models, modelService, agent, push } = this.#deps;
    if (this.#inUse() !== id) await modelService.loadModel({ id });
    if (stopped.aborted) return null;
    const { status } = models;
    if (status.state === 'failed') throw new Error(status.message);
    const model = models.model();
    // Another was loaded meanwhile, or none.
    if (this.#inUse() !== id || !model) return null;
    return runs.lend(async (ended) => {
      const signal = AbortSignal.any([stopped, ended]);
      const onItem = (done: number) => push({ type: 'model-check', id, done });
      try {
        return await checkModel(model, { ...this.#deps, signal, onItem });
      } finally {
        // The engine holds another prompt by now: chats begin theirs anew.
        agent.forget();
      }
    });
  }

  /** Loads what was in use before, unless the person talks or has chosen otherwise meanwhile. */
  async #putBack(before: ModelManager['status'], id: string): Promise<void> {
    const { runs, modelService } = this.#deps;
    if (before.state !== 'ready' || before.row.id === id) return;
    if (runs.isBusy || this.#inUse() !== id) return;
    await modelService.loadModel({ id: before.row.id, windowTokens: before.windowTokens });
  }

  #inUse(): string | null {
    const { status } = this.#deps.models;
    return status.state === 'ready' ? status.row.id : null;
  }
}
