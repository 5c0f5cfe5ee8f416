import type { Rankings } from '../../src/retrieval/fuse-rankings.ts';
import type { Figures } from './figures.ts';
import { type Fusion, fusions } from './fusions.ts';
import { eachQuestion, percent } from './measure-set.ts';
import type { RetrievalSet } from './retrieval-task.ts';
import type { TextVectors } from './text-vectors.ts';

/** What meaning may count, words having the rest. */
const weights = [0, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9, 1];

interface Ranked {
  readonly gold: readonly string[];
  readonly rankings: Rankings;
  /** Times of the texts. */
  readonly at: (id: string) => number;
}

/** One set's questions in two halves, every other one: weights are chosen on the first, figures are the second's. */
interface HalvedSet {
  readonly set: RetrievalSet;
  readonly halves: readonly [Ranked[], Ranked[]];
}

/**
 * Compares ways of fusing. For messages and for passages each fusion has the weight that is best over the first
 * halves of their sets' questions (the mean of the sets), `fusion.passage.rrf.weight`; the figures are of the other
 * halves: `nq.rrf.gold_at_10`. What is shipped has its own weight as well, `nq.shipped.gold_at_10`, and is
 * `tuned` where a weight was chosen for it.
 */
export function compareFusions(sets: readonly RetrievalSet[], vectors: TextVectors): Figures {
  const halved = sets.map((set) => halve(set, vectors));
  const figures: Figures = {};
  for (const kind of new Set(sets.map((set) => set.kind))) {
    const some = halved.filter(({ set }) => set.kind === kind);
    for (const [name, fusion] of Object.entries(fusions)) {
      const tried = weights.map((weight) => ({ weight, mean: meanOf(some, 0, fusion, weight) }));
      console.log(
        `${kind} ${name}: ${tried.map(({ weight, mean }) => `${weight} ${mean.toFixed(1)}`).join(', ')}`,
      );
      const best = tried.reduce((most, one) => (one.mean > most.mean ? one : most));
      const label = name === 'shipped' ? 'tuned' : name;
      figures[`fusion.${kind}.${label}.weight`] = best.weight;
      for (const one of some) {
        figures[`${one.set.name}.${label}.${one.set.figure}`] = scoreOf(one, 1, fusion, best.weight);
        if (name === 'shipped')
          figures[`${one.set.name}.shipped.${one.set.figure}`] = scoreOf(one, 1, fusion);
      }
    }
  }
  return figures;
}

function halve(set: RetrievalSet, vectors: TextVectors): HalvedSet {
  const ranked = eachQuestion(set, vectors, (search, { text, gold }) => ({
    gold,
    rankings: search.rankings(text),
    at: search.at,
  }));
  const half = (rest: number) => ranked.filter((_, index) => index % 2 === rest);
  return { set, halves: [half(0), half(1)] };
}

function meanOf(sets: readonly HalvedSet[], half: 0 | 1, fusion: Fusion, weight: number): number {
  const scores = sets.map((one) => scoreOf(one, half, fusion, weight));
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** @param weight what is shipped when left out */
function scoreOf({ set, halves }: HalvedSet, half: 0 | 1, fusion: Fusion, weight?: number): number {
  return percent(
    halves[half].map(({ gold, rankings, at }) => {
      const weighed = weight === undefined ? rankings : { ...rankings, meaningWeight: weight };
      return set.score(
        fusion(weighed, at).map(({ id }) => id),
        gold,
        set.cutoff,
      );
    }),
  );
}
