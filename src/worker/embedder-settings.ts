import { embedderRow, shippedEmbedder } from '../embedding/embedder-catalogue.ts';
import type { EmbedderRow } from '../embedding/embedder-row.ts';
import type { WorkspaceStore } from '../storage/workspace-store.ts';
import type { CountedTexts } from './change-progress.ts';

/** What is remembered about embedders between sessions; whatever is unreadable counts as never stored. */
export class EmbedderSettings implements CountedTexts {
  readonly #workspace: Pick<WorkspaceStore, 'setting' | 'saveSetting'>;

  constructor(workspace: Pick<WorkspaceStore, 'setting' | 'saveSetting'>) {
    this.#workspace = workspace;
  }

  /** The shipped one, unless another was chosen that is known here. */
  async chosen(): Promise<EmbedderRow> {
    return embedderRow((await this.#workspace.setting('chosen-embedder')) ?? '') ?? shippedEmbedder;
  }

  async setChosen({ id }: EmbedderRow): Promise<void> {
    await this.#workspace.saveSetting('chosen-embedder', id);
  }

  async load(modelId: string): Promise<number | null> {
    const stored = await this.#read('embedding-change');
    const isTotal = typeof stored.total === 'number' && Number.isSafeInteger(stored.total);
    return stored.modelId === modelId && isTotal ? Number(stored.total) : null;
  }

  async save(modelId: string, total: number): Promise<void> {
    await this.#workspace.saveSetting('embedding-change', JSON.stringify({ modelId, total }));
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
