import type { Damage, IndexStore, TextVisitor, VectorVisitor } from './index-store.ts';
import { passageContext } from './passage-context.ts';
import { saidText } from './said-text.ts';
import type { TransientDatabase } from './transient-database.ts';
import { packVectors } from './vector-segment.ts';

/** The search index where there is no IndexedDB: nothing outlives the tab, so nothing is packed. */
export class TransientIndexStore implements IndexStore {
  readonly #db: TransientDatabase;

  constructor(db: TransientDatabase) {
    this.#db = db;
  }

  async eachText(visitor: TextVisitor): Promise<Damage> {
    visitor.passages([...this.#db.passages.values()].filter((passage) => passageContext(passage) !== ''));
    visitor.messages([...this.#db.messages.values()].filter((message) => saidText(message) !== ''));
    return 'none';
  }

  async eachVectors(modelId: string, _dimensions: number, visit: VectorVisitor): Promise<Damage> {
    const stored = [...(this.#db.vectors.get(modelId)?.values() ?? [])];
    for (const kind of ['passage', 'message'] as const) {
      const vectors = stored.filter((vector) => vector.kind === kind);
      if (vectors.length > 0) visit(packVectors(vectors), () => true);
    }
    return 'none';
  }

  async tidy(): Promise<'nothing'> {
    return 'nothing';
  }
}
