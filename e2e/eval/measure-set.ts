import type { Figures } from './figures.ts';
import type { EvalQuestion, RetrievalSet } from './retrieval-task.ts';
import { recallAt } from './score-ranking.ts';
import { TaskSearch } from './task-search.ts';
import type { TextVectors } from './text-vectors.ts';

/** Past so many texts nobody pages. */
const farRank = 100;

/**
 * The figures of one set, in per cent, here with the names of NQ-Open's:
 *
 * - `nq.gold_at_10`: what is asked for is among what the app returns
 * - `locomo.alone.rec_at_10`: the same without what stands around a text; of conversations only
 * - `nq.words.gold_at_10`, `nq.meaning.gold_at_10`: the same by words and by meaning alone
 * - `nq.int8_loss`, `nq.meaning.int8_loss`: points that whole vectors would have more, and by meaning alone
 * - `nq.either.gold_at_10`: among what both return together, twice as many: fusion can hardly do better
 * - `nq.words.gold_in_100`, `nq.meaning.gold_in_100`: gold texts that a ranking has among its first 100 at all
 * - `nq.questions`: how many there are, and no percentage
 */
export function measureSet(set: RetrievalSet, vectors: TextVectors): Figures {
  const { name, figure } = set;
  const earned = eachQuestion(set, vectors, (search, question) => earnedBy(set, search, question));
  const mean = (share: (one: Earned) => number) => percent(earned.map(share));
  const [fused, meaning] = [mean((one) => one.fused), mean((one) => one.meaning)];
  return {
    [`${name}.${figure}`]: fused,
    ...(set.kind === 'message' ? { [`${name}.alone.${figure}`]: mean((one) => one.alone) } : {}),
    [`${name}.int8_loss`]: mean((one) => one.fusedWhole) - fused,
    [`${name}.words.${figure}`]: mean((one) => one.words),
    [`${name}.meaning.${figure}`]: meaning,
    [`${name}.meaning.int8_loss`]: mean((one) => one.wholeVectors) - meaning,
    [`${name}.either.${figure}`]: mean((one) => one.either),
    [`${name}.words.gold_in_100`]: mean((one) => one.farWords),
    [`${name}.meaning.gold_in_100`]: mean((one) => one.farMeaning),
    [`${name}.questions`]: earned.length,
  };
}

/** Asks every question of a set. Of the indexes one is held at a time: each takes a memory of its own. */
export function eachQuestion<Result>(
  set: RetrievalSet,
  vectors: TextVectors,
  ask: (search: TaskSearch, question: EvalQuestion) => Result,
): Result[] {
  return set.tasks.flatMap((task) => {
    const search = new TaskSearch(set.kind, task, vectors);
    return task.questions.map((question) => ask(search, question));
  });
}

/** The mean of shares, in per cent. */
export function percent(shares: readonly number[]): number {
  return (100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length;
}

type Earned = ReturnType<typeof earnedBy>;

function earnedBy({ score, cutoff }: RetrievalSet, search: TaskSearch, { text, gold }: EvalQuestion) {
  const words = search.byWords(text, farRank);
  const meaning = search.byMeaning(text, cutoff);
  const cosines = search.cosines(text).map(({ id }) => id);
  return {
    fused: score(search.fused(text, cutoff), gold, cutoff),
    alone: score(search.alone(text, cutoff), gold, cutoff),
    fusedWhole: score(search.fusedWhole(text), gold, cutoff),
    words: score(words, gold, cutoff),
    meaning: score(meaning, gold, cutoff),
    wholeVectors: score(search.byWholeVectors(text), gold, cutoff),
    either: score([...words.slice(0, cutoff), ...meaning], gold, 2 * cutoff),
    farWords: recallAt(words, gold, farRank),
    farMeaning: recallAt(cosines, gold, farRank),
  };
}
