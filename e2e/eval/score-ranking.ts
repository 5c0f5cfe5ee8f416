/** Share of the gold ids that are among the first `cutoff`. */
export function recallAt(ranked: readonly string[], gold: readonly string[], cutoff: number): number {
  const returned = new Set(ranked.slice(0, cutoff));
  return gold.filter((id) => returned.has(id)).length / gold.length;
}

/** 1 when all gold ids are among the first `cutoff`, else 0. */
export function allGoldAt(ranked: readonly string[], gold: readonly string[], cutoff: number): number {
  return recallAt(ranked, gold, cutoff) === 1 ? 1 : 0;
}
