import type { Database } from './database.ts';
import type { Damage, IndexStore, TextVisitor, VectorVisitor } from './index-store.ts';
import { parsePackedTexts } from './parse-packed-texts.ts';
import { parsePackedVectors } from './parse-packed-vectors.ts';
import { toPassage } from './passage-row.ts';
import { readSegments } from './read-segments.ts';
import { repairVectors, repairWords } from './repair-index.ts';
import { guardRead, guardWrite } from './storage-failure.ts';
import type { QueueRow } from './stored-rows.ts';
import { tidyIndex } from './tidy-index.ts';
import { type TidySizes, tidySizes } from './tidy-sizes.ts';

/** Texts of the tail read at once. */
const pageTexts = 500;

/** The search index on IndexedDB. */
export class DexieIndexStore implements IndexStore {
  readonly #db: Database;
  readonly #sizes: TidySizes;

  constructor(db: Database, sizes: TidySizes = tidySizes) {
    this.#db = db;
    this.#sizes = sizes;
  }

  eachText(visitor: TextVisitor): Promise<Damage> {
    return guardRead(async () => {
      const damaged = await readSegments(
        this.#db,
        'words',
        () => true,
        (row, facts, tombstones) => {
          const texts = parsePackedTexts(row, facts.kind);
          visitor.packed(texts, tombstones.isLiveIn(facts, texts));
        },
      );
      const damage = await repaired(damaged, () => repairWords(this.#db, damaged));
      await this.#eachOfTail(visitor);
      return damage;
    });
  }

  eachVectors(modelId: string, dimensions: number, visit: VectorVisitor): Promise<Damage> {
    return guardRead(async () => {
      const damaged = await readSegments(
        this.#db,
        'vectors',
        (facts) => facts.modelId === modelId,
        (row, facts, tombstones) => {
          const vectors = parsePackedVectors(row, facts.kind, dimensions);
          visit(vectors, tombstones.isLiveIn(facts, vectors));
        },
      );
      return repaired(damaged, () => repairVectors(this.#db, modelId, damaged));
    });
  }

  tidy(timeZone: string): ReturnType<IndexStore['tidy']> {
    return guardWrite(() => tidyIndex(this.#db, timeZone, this.#sizes));
  }

  #eachOfTail(visitor: TextVisitor): Promise<void> {
    const { text_tail, passages, messages } = this.#db;
    return this.#db.transaction('r', [text_tail, passages, messages], async () => {
      const tail = await text_tail.orderBy('order').toArray();
      for (let from = 0; from < tail.length; from += pageTexts) {
        const page = tail.slice(from, from + pageTexts);
        const rows = await passages.bulkGet(idsOf(page, 'passage'));
        visitor.passages(rows.flatMap((row) => (row === undefined ? [] : [toPassage(row)])));
        const said = await messages.bulkGet(idsOf(page, 'message'));
        visitor.messages(said.filter((message) => message !== undefined));
      }
    });
  }
}

function idsOf(rows: readonly QueueRow[], kind: QueueRow['kind']): string[] {
  return rows.filter((row) => row.kind === kind).map(({ id }) => id);
}

/** A repair needs room on the disk; search goes without those texts where there is none. */
async function repaired(damaged: readonly number[], repair: () => Promise<void>): Promise<Damage> {
  if (damaged.length === 0) return 'none';
  try {
    await repair();
    return 'repaired';
  } catch {
    return 'unrepaired';
  }
}
