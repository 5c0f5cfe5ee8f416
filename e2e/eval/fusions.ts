import {
  type AddRankings,
  fuseRankings,
  type RankedId,
  type Rankings,
} from '../../src/retrieval/fuse-rankings.ts';

/** Fuses by the rankings' `meaningWeight`; equals newest first. */
export type Fusion = (rankings: Rankings, at: (id: string) => number) => RankedId[];

/** Reciprocal rank fusion's usual constant: how little the first ranks differ. */
const rankOffset = 60;

/** The ways that are compared, by the names they have in figures; neighbours lend in all alike. */
export const fusions: Readonly<Record<string, Fusion>> = {
  shipped: (rankings, at) => fuseRankings(rankings, at),
  rrf: (rankings, at) => fuseRankings(rankings, at, addBy(reciprocalRanks)),
  minmax: (rankings, at) => fuseRankings(rankings, at, addBy(minMaxShares)),
};

/** The same where texts stand alone. */
export const fusionsAlone: Readonly<Record<string, Fusion>> = Object.fromEntries(
  Object.entries(fusions).map(([name, fusion]) => [
    `${name}_alone`,
    (rankings: Rankings, at: (id: string) => number) => fusion({ ...rankings, neighbours: undefined }, at),
  ]),
);

type Scores = ReadonlyMap<string, number>;

/** A text that a ranking lacks gets nothing from it. */
function addBy(scoresOf: (ranked: readonly RankedId[]) => Scores): AddRankings {
  return ({ byWords, byMeaning, meaningWeight }, at) => {
    const [words, meaning] = [byWords, byMeaning].map((ranked) => scoresOf(bestFirst(ranked, at)));
    const ids = new Set([...byWords, ...byMeaning].map(({ id }) => id));
    return Array.from(ids, (id) => ({
      id,
      score: (1 - meaningWeight) * (words?.get(id) ?? 0) + meaningWeight * (meaning?.get(id) ?? 0),
    }));
  };
}

/** Cormack, Clarke and Büttcher, 2009; weighted. */
function reciprocalRanks(ranked: readonly RankedId[]): Scores {
  return new Map(ranked.map(({ id }, index) => [id, 1 / (rankOffset + index + 1)]));
}

/** The list's best is 1, its last 0. */
function minMaxShares(ranked: readonly RankedId[]): Scores {
  const [best, last] = [ranked[0]?.score ?? 0, ranked.at(-1)?.score ?? 0];
  return new Map(ranked.map(({ id, score }) => [id, best === last ? 1 : (score - last) / (best - last)]));
}

function bestFirst(ranked: readonly RankedId[], at: (id: string) => number): RankedId[] {
  return ranked.toSorted((a, b) => b.score - a.score || at(b.id) - at(a.id) || (a.id < b.id ? -1 : 1));
}
