import type { LibraryStore } from '../storage/library-store.ts';
import type { EmbeddingChange } from './app-protocol.ts';

/** How many texts a change to the embedder of that `modelId` was about, kept across sessions. */
export interface CountedTexts {
  load(modelId: string): Promise<number | null>;
  save(modelId: string, total: number): Promise<void>;
}

export interface ChangeProgressDependencies {
  readonly library: Pick<LibraryStore, 'queueLength'>;
  /** Without it, a change that goes on after a restart counts from what was left. */
  readonly countedTexts?: CountedTexts;
  /** A change of embedder went on; `null` when there is none any more. */
  readonly onChange?: (change: EmbeddingChange | null) => void;
}

/** Counts how many texts have their vector of the embedder that was chosen last. */
export class ChangeProgress {
  readonly #deps: ChangeProgressDependencies;
  #modelId: string | null = null;
  #change: EmbeddingChange | null = null;

  constructor(deps: ChangeProgressDependencies) {
    this.#deps = deps;
  }

  /** As told last. */
  get change(): EmbeddingChange | null {
    return this.#change;
  }

  /** A change to this model is under way: texts may have come or gone since the last look. */
  async look(modelId: string): Promise<void> {
    const { library, countedTexts } = this.#deps;
    const left = await library.queueLength();
    let { done, total } = this.#change ?? { done: 0, total: 0 };
    if (modelId !== this.#modelId) {
      total = (await countedTexts?.load(modelId)) ?? 0;
      done = Math.max(0, total - left);
    }
    this.#modelId = modelId;
    if (done + left !== total) await countedTexts?.save(modelId, done + left);
    this.#report({ done, total: done + left });
  }

  /** So many more have their vector. */
  stored(count: number): void {
    if (this.#change === null) return;
    const { done, total } = this.#change;
    this.#report({ done: done + count, total: Math.max(done + count, total) });
  }

  /** There is no change under way. */
  end(): void {
    this.#modelId = null;
    if (this.#change !== null) this.#report(null);
  }

  #report(change: EmbeddingChange | null): void {
    this.#change = change;
    this.#deps.onChange?.(change);
  }
}
