import type { Rankings } from '../../src/retrieval/fuse-rankings.ts';
import type { Figures } from './figures.ts';
import { type Fusion, fusions, fusionsAlone } from './fusions.ts';
import { eachQuestion, percent } from './measure-set.ts';
import type { EvalQuestion, RetrievalSet } from './retrieval-task.ts';
import type { TaskSearch } from './task-search.ts';
import type { TextVectors } from './text-vectors.ts';

/** What meaning may count, words having the rest. */
const weights = [0, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9, 1];

/** What a question earns by each fusion: with each of `weights`, and with the weight that is shipped. */
type Earned = Readonly<Record<string, { readonly byWeight: readonly number[]; readonly shipped: number }>>;

/** One set's questions in two halves, every other one: weights are chosen on the first, figures are the second's. */
interface HalvedSet {
  readonly set: RetrievalSet;
  readonly halves: readonly [Earned[], Earned[]];
}

/**
 * Compares ways of fusing. For messages and for passages each fusion has the weight that is best over the first
 * halves of their sets' questions (the mean of the sets), `fusion.passage.rrf.weight`; the figures are of the other
 * halves: `nq.rrf.gold_at_10`. What is shipped has its own weight as well, `nq.shipped.gold_at_10`, and is
 * `tuned` where a weight was chosen for it. `locomo.rrf_alone.rec_at_10` is without what neighbours lend.
 */
export function compareFusions(sets: readonly RetrievalSet[], vectors: TextVectors): Figures {
  const halved = sets.map((set) => halve(set, vectors));
  const figures: Figures = {};
  for (const kind of new Set(sets.map((set) => set.kind))) {
    const some = halved.filter(({ set }) => set.kind === kind);
    for (const name of Object.keys(fusionsFor(kind))) {
      const tried = weights.map((weight, index) => ({ weight, index, mean: meanOf(some, name, index) }));
      console.log(
        `${kind} ${name}: ${tried.map(({ weight, mean }) => `${weight} ${mean.toFixed(1)}`).join(', ')}`,
      );
      const best = tried.reduce((most, one) => (one.mean > most.mean ? one : most));
      const label = name.replace('shipped', 'tuned');
      figures[`fusion.${kind}.${label}.weight`] = best.weight;
      for (const { set, halves } of some) {
        const score = (one: Earned) => one[name]?.byWeight[best.index] ?? 0;
        figures[`${set.name}.${label}.${set.figure}`] = percent(halves[1].map(score));
        if (label !== name)
          figures[`${set.name}.${name}.${set.figure}`] = percent(
            halves[1].map((one) => one[name]?.shipped ?? 0),
          );
      }
    }
  }
  return figures;
}

/** Passages have no neighbours: they stand alone anyhow. */
function fusionsFor(kind: RetrievalSet['kind']): Readonly<Record<string, Fusion>> {
  return kind === 'message' ? { ...fusions, ...fusionsAlone } : fusions;
}

function halve(set: RetrievalSet, vectors: TextVectors): HalvedSet {
  const earned = eachQuestion(set, vectors, (search, question) => earnedBy(set, search, question));
  const half = (rest: number) => earned.filter((_, index) => index % 2 === rest);
  return { set, halves: [half(0), half(1)] };
}

/** Scored at once: rankings hold on to their index. */
function earnedBy(
  { kind, score, cutoff }: RetrievalSet,
  search: TaskSearch,
  { text, gold }: EvalQuestion,
): Earned {
  const shipped = search.rankings(text);
  return Object.fromEntries(
    Object.entries(fusionsFor(kind)).map(([name, fusion]) => {
      const earn = (rankings: Rankings) =>
        score(
          fusion(rankings, search.at).map(({ id }) => id),
          gold,
          cutoff,
        );
      const byWeight = weights.map((meaningWeight) => earn({ ...shipped, meaningWeight }));
      return [name, { byWeight, shipped: earn(shipped) }];
    }),
  );
}

/** Over the first halves. */
function meanOf(sets: readonly HalvedSet[], name: string, weight: number): number {
  const means = sets.map(({ halves }) => percent(halves[0].map((one) => one[name]?.byWeight[weight] ?? 0)));
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}
