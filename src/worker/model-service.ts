import type { Agent } from '../kernel/agent.ts';
import { blockLimit } from '../kernel/block-limit.ts';
import { charactersWithin, windowBudget } from '../kernel/window-budget.ts';
import type { OpenStores } from '../storage/open-stores.ts';
import type { AppPush, AppRequests } from './app-protocol.ts';
import type { ModelManager } from './model-manager.ts';
import type { ModelSettings } from './model-settings.ts';
import type { RunQueue } from './run-queue.ts';

type Params<Name extends keyof AppRequests> = AppRequests[Name]['params'];
type Result<Name extends keyof AppRequests> = Promise<AppRequests[Name]['result']>;

export interface ModelServiceDependencies {
  readonly agentId: string;
  readonly stores: OpenStores;
  readonly agent: Agent;
  readonly runs: RunQueue;
  readonly models: ModelManager;
  readonly settings: ModelSettings;
  readonly push: (push: AppPush) => void;
  /** A model was loaded or unloaded. */
  readonly onChange: () => Promise<void>;
}

/** What the page can ask about models: a change of model ends the runs first, and keeps the chat. */
export class ModelService {
  readonly #deps: ModelServiceDependencies;

  constructor(deps: ModelServiceDependencies) {
    this.#deps = deps;
  }

  /** Goes on with downloads that a closed page interrupted, and loads the model that was in use. */
  async start(): Promise<void> {
    const { models, settings } = this.#deps;
    if (await settings.hasFiles()) void models.resumeDownloads().catch(() => {});
    const inUse = await settings.inUse();
    if (inUse) void this.loadModel(inUse).catch(() => {});
  }

  async models(): Result<'models'> {
    return this.#deps.models.offers();
  }

  async moreModels(): Result<'moreModels'> {
    return this.#deps.models.moreOffers();
  }

  async getModel({ id, windowTokens }: Params<'getModel'>): Result<'getModel'> {
    const { models, settings } = this.#deps;
    await settings.noteFiles();
    const before = models.status;
    const download = models.download(id);
    void download
      .then(async (files) => {
        // The person has loaded another meanwhile: theirs stays.
        if (files.state !== 'ready' || models.status !== before) return;
        await this.loadModel({ id, ...(windowTokens !== undefined && { windowTokens }) });
      })
      .catch((error) => this.#notice(error));
    return null;
  }

  async pauseDownload({ id }: Params<'pauseDownload'>): Result<'pauseDownload'> {
    await this.#deps.models.pause(id);
    return null;
  }

  async cancelDownload({ id }: Params<'cancelDownload'>): Result<'cancelDownload'> {
    return this.#deps.models.cancel(id);
  }

  async importModel({ files }: Params<'importModel'>): Result<'importModel'> {
    await this.#deps.settings.noteFiles();
    return this.#deps.models.import(files);
  }

  async tryCpu(): Result<'tryCpu'> {
    await this.#deps.models.tryCpu();
    return null;
  }

  async loadModel({ id, windowTokens }: Params<'loadModel'>): Result<'loadModel'> {
    const { models, runs, agent, settings, onChange } = this.#deps;
    await runs.stopAll();
    agent.forget();
    // Noted only once it stands: a load that takes the tab down is not begun again by itself.
    await settings.setInUse(null);
    await models.load(id, windowTokens ?? (await settings.window(id)) ?? undefined);
    const { status } = models;
    if (status.state === 'ready') {
      await settings.saveWindow(id, status.windowTokens);
      await settings.setInUse({ id, windowTokens: status.windowTokens });
    }
    await onChange();
    return null;
  }

  async unloadModel(): Result<'unloadModel'> {
    const { models, runs, agent, settings, onChange } = this.#deps;
    await runs.stopAll();
    agent.forget();
    await settings.setInUse(null);
    await models.unload();
    await onChange();
    return null;
  }

  async verifyModel({ id }: Params<'verifyModel'>): Result<'verifyModel'> {
    return this.#deps.models.verify(id);
  }

  async deleteModel({ id }: Params<'deleteModel'>): Result<'deleteModel'> {
    const { models, settings } = this.#deps;
    if ((await settings.inUse())?.id === id) await this.unloadModel();
    return models.delete(id);
  }

  /** Before what is stored is told: what models' files take. */
  async weigh(): Promise<void> {
    if (await this.#deps.settings.hasFiles()) await this.#deps.models.weigh().catch(() => {});
  }

  async overlongBlocks(): Result<'overlongBlocks'> {
    const { stores, agentId, models } = this.#deps;
    const model = models.model();
    if (!model) return [];
    const blocks = await stores.memory.blocks(agentId);
    const { core } = windowBudget(model.windowTokens);
    return blocks
      .map((block) => ({ block, room: charactersWithin(blockLimit(core, block, blocks)) }))
      .filter(({ block, room }) => block.value.length > room)
      .map(({ block, room }) => ({ label: block.label, characters: block.value.length, room }));
  }

  #notice(error: unknown): void {
    this.#deps.push({ type: 'notice', message: error instanceof Error ? error.message : String(error) });
  }
}
