import type { RankedId } from '../retrieval/fuse-rankings.ts';
import { type IndexQuery, SearchIndex } from '../retrieval/search-index.ts';
import { RecentValues } from './recent-values.ts';

/** Rankings remembered: enough for the searches of a few runs. */
const remembered = 32;

export interface RankingQuery
  extends Pick<IndexQuery, 'text' | 'isPlain' | 'neighbours' | 'accept' | 'among' | 'meaningWeight'> {
  readonly vector: Float32Array | null;
  /** Names the filter: two queries with the same text and name have the same ranking. */
  readonly filterName: string;
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
    const { text, isPlain = false, vector, meaningWeight = null } = query;
    const key = JSON.stringify([text, isPlain, vector !== null, meaningWeight, filterName]);
    const known = this.#rankings.get(key);
    if (known !== undefined) return known;
    const ranking = this.index.search(query);
    this.#rankings.put(key, ranking);
    return ranking;
  }
}
