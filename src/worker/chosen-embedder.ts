import { shippedEmbedder } from '../embedding/embedder-catalogue.ts';
import { embedderOfModelId } from '../embedding/embedder-model-id.ts';
import type { EmbedderRow } from '../embedding/embedder-row.ts';
import type { Embedder } from '../kernel/embedder.ts';
import type { EmbedderStatus } from './app-protocol.ts';
import type { SupervisedEmbedder } from './supervised-embedder.ts';

export interface ChosenEmbedderDependencies {
  /** An embedder behind a worker of its own, not started yet. */
  readonly supervise: (
    row: EmbedderRow,
    onStatus: (status: EmbedderStatus) => void,
  ) => Pick<SupervisedEmbedder, 'status' | 'wake' | 'end'>;
  /** Told of the chosen one. */
  readonly onStatus: (status: EmbedderStatus) => void;
  /** The chosen one did not load. */
  readonly onFailure?: (row: EmbedderRow) => void;
}

/**
 * The embedder that was chosen, and beside it the one that search goes by until the chosen one's vectors are
 * complete: each in a worker of its own, while it is needed.
 */
export class ChosenEmbedder {
  readonly #deps: ChosenEmbedderDependencies;
  readonly #supervised = new Map<string, ReturnType<ChosenEmbedderDependencies['supervise']>>();
  #row = shippedEmbedder;

  constructor(deps: ChosenEmbedderDependencies) {
    this.#deps = deps;
  }

  /** The choice. */
  get row(): EmbedderRow {
    return this.#row;
  }

  get status(): EmbedderStatus {
    return this.#supervised.get(this.#row.id)?.status ?? { state: 'asleep' };
  }

  /** From here on `wake` gives this one. What is under way with the one before goes on. */
  choose(row: EmbedderRow): void {
    if (row.id === this.#row.id) return;
    this.#row = row;
    this.#deps.onStatus(this.status);
  }

  /** The chosen one, loaded; rejects when it can't be had, and tries again when next asked. */
  async wake(): Promise<Embedder> {
    const row = this.#row;
    try {
      return await this.#of(row).wake();
    } catch (error) {
      this.#deps.onFailure?.(row);
      throw error;
    }
  }

  /** The one that made the vectors of `modelId`, loaded; `null` when it is not known, or its files are others now. */
  async former(modelId: string): Promise<Embedder | null> {
    const row = embedderOfModelId(modelId);
    if (row === null || row.id === this.#row.id) return null;
    const embedder = await this.#of(row).wake();
    if (embedder.modelId === modelId) return embedder;
    this.#of(row).end();
    return null;
  }

  /** Ends all but the chosen one and those that have vectors of these models: nobody needs them now. */
  keepOnly(modelIds: readonly string[]): void {
    const kept = new Set([this.#row.id, ...modelIds.map((id) => embedderOfModelId(id)?.id)]);
    for (const [id, embedder] of this.#supervised) if (!kept.has(id)) embedder.end();
  }

  #of(row: EmbedderRow) {
    let embedder = this.#supervised.get(row.id);
    if (embedder === undefined) {
      embedder = this.#deps.supervise(row, (status) => {
        if (row.id === this.#row.id) this.#deps.onStatus(status);
      });
      this.#supervised.set(row.id, embedder);
    }
    return embedder;
  }
}
