import type { CpuSpeed } from '../llm/cpu-speed.ts';
import type { WorkspaceStore } from '../storage/workspace-store.ts';
import { type CheckTask, checkTasks, type ModelCheck } from './model-check.ts';

/** The model that was in use, and its window in tokens. */
export interface ModelInUse {
  readonly id: string;
  readonly windowTokens: number;
}

/** What is remembered about models between sessions; whatever is unreadable counts as never stored. */
export class ModelSettings {
  readonly #workspace: WorkspaceStore;

  constructor(workspace: WorkspaceStore) {
    this.#workspace = workspace;
  }

  async inUse(): Promise<ModelInUse | null> {
    const stored = await this.#read('model-in-use');
    const [id, windowTokens] = [stored.id, stored.windowTokens];
    return typeof id === 'string' && isCount(windowTokens) ? { id, windowTokens } : null;
  }

  async setInUse(model: ModelInUse | null): Promise<void> {
    await this.#workspace.saveSetting('model-in-use', JSON.stringify(model));
  }

  /** The window that a model was last loaded with, in tokens. */
  async window(id: string): Promise<number | null> {
    const tokens = (await this.windows())[id];
    return isCount(tokens) ? tokens : null;
  }

  /** What is stored of each model's window, by id. */
  windows(): Promise<Readonly<Record<string, unknown>>> {
    return this.#read('model-windows');
  }

  async saveWindow(id: string, tokens: number): Promise<void> {
    const windows = await this.windows();
    if (windows[id] === tokens) return;
    await this.#workspace.saveSetting('model-windows', JSON.stringify({ ...windows, [id]: tokens }));
  }

  async cpuSpeed(): Promise<CpuSpeed | null> {
    const { readWeightsPerSecond, writeWeightsPerSecond, threads } = await this.#read('cpu-speed');
    if (!isCount(readWeightsPerSecond) || !isCount(writeWeightsPerSecond) || !isCount(threads)) return null;
    return { readWeightsPerSecond, writeWeightsPerSecond, threads };
  }

  async saveCpuSpeed(speed: CpuSpeed): Promise<void> {
    await this.#workspace.saveSetting('cpu-speed', JSON.stringify(speed));
  }

  /** Whether each model could use memory when that was tried last, by id. */
  async checks(): Promise<Readonly<Record<string, ModelCheck>>> {
    const stored = await this.#read('model-checks');
    const checks: Record<string, ModelCheck> = {};
    for (const [id, value] of Object.entries(stored)) {
      const check = readCheck(value);
      if (check) checks[id] = check;
    }
    return checks;
  }

  async saveCheck(id: string, check: ModelCheck): Promise<void> {
    const checks = await this.checks();
    await this.#workspace.saveSetting('model-checks', JSON.stringify({ ...checks, [id]: check }));
  }

  /** Whether models' files were ever kept here: until then nothing has to be looked for at start. */
  async hasFiles(): Promise<boolean> {
    return (await this.#workspace.setting('model-files')) === 'true';
  }

  async noteFiles(): Promise<void> {
    if (!(await this.hasFiles())) await this.#workspace.saveSetting('model-files', 'true');
  }

  async #read(name: string): Promise<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse((await this.#workspace.setting(name)) ?? '{}');
      return typeof value === 'object' && value !== null ? { ...value } : {};
    } catch {
      return {};
    }
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function readCheck(value: unknown): ModelCheck | null {
  if (typeof value !== 'object' || value === null) return null;
  const { at, passed, tokensPerSecond }: Record<string, unknown> = { ...value };
  if (!isCount(at) || !Array.isArray(passed) || !passed.every(isTask)) return null;
  return { at, passed, tokensPerSecond: isCount(tokensPerSecond) ? tokensPerSecond : null };
}

function isTask(value: unknown): value is CheckTask {
  return checkTasks.some((task) => task === value);
}
