import type { RankedId } from '../retrieval/fuse-rankings.ts';
import type { QuantisedVector } from '../retrieval/quantise-vector.ts';
import { type IndexedText, type IndexQuery, SearchIndex } from '../retrieval/search-index.ts';
import { RecentValues } from './recent-values.ts';

/** Rankings remembered: enough for the searches of a few runs. */
const remembered = 32;

export interface RankingQuery extends Pick<IndexQuery, 'text' | 'isPlain' | 'neighbours'> {
  readonly vector: Float32Array | null;
  /** Names the filter: two queries with the same text and name have the same ranking. */
  readonly filterName: string;
  readonly accept?: ((text: IndexedText) => boolean) | undefined;
}

/** A search index that keeps its rankings until it changes, so that all pages of a search are cut from one. */
export class RankedIndex {
  readonly index: SearchIndex;
  readonly #rankings = new RecentValues<readonly RankedId[]>(remembered);
  #rankedVersion = 0;

  /** @param meaningWeight one of `meaningWeights` */
  constructor(meaningWeight: number) {
    this.index = new SearchIndex(meaningWeight);
  }

  ranking({ filterName, ...query }: RankingQuery): readonly RankedId[] {
    if (this.#rankedVersion !== this.index.version) {
      this.#rankings.clear();
      this.#rankedVersion = this.index.version;
    }
    const key = JSON.stringify([query.text, query.isPlain ?? false, query.vector !== null, filterName]);
    const known = this.#rankings.get(key);
    if (known !== undefined) return known;
    const ranking = this.index.search(query);
    this.#rankings.put(key, ranking);
    return ranking;
  }

  /** Adds vectors of texts that have none yet: what was embedded since the vectors were read is newer. */
  fillVector(id: string, vector: QuantisedVector): void {
    if (!this.index.hasVector(id)) this.index.addVector(id, vector);
  }
}
