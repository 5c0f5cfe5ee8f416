import type { SegmentFacts } from './stored-rows.ts';
import type { TidySizes } from './tidy-sizes.ts';
import type { Tombstones } from './tombstones.ts';

/** Segments merged at once. */
const mostSegments = 512;

/**
 * Which segments, of one kind, to rewrite next as one: one that tombstones came after, or small ones whose merging
 * at least doubles the largest, so that a text is rewritten a dozen times at most. `null` when all is well.
 *
 * Words of removed texts are looked for at once: from them what was said could be told.
 */
export function nextRewrite(
  segments: readonly SegmentFacts[],
  tombstones: Tombstones,
  { mostTexts, manyNames }: TidySizes,
): readonly SegmentFacts[] | null {
  const stale = segments.find(
    ({ of, seen }) => seen < tombstones.newest && (of === 'words' || tombstones.size >= manyNames),
  );
  if (stale !== undefined) return [stale];
  const groups = new Map<string, SegmentFacts[]>();
  for (const facts of segments) {
    const name = JSON.stringify([facts.of, facts.kind, facts.modelId]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [facts]);
    else group.push(facts);
  }
  for (const group of groups.values()) {
    const merged = mergeable(group, mostTexts);
    if (merged.length > 1) return merged;
  }
  return null;
}

function mergeable(group: readonly SegmentFacts[], mostTexts: number): readonly SegmentFacts[] {
  const smallestFirst = group.toSorted((one, other) => one.live - other.live || one.order - other.order);
  let texts = 0;
  let worth = 0;
  for (const [index, { live }] of smallestFirst.slice(0, mostSegments).entries()) {
    texts += live;
    if (texts > mostTexts) break;
    if (texts >= 2 * live) worth = index + 1;
  }
  // In the order of their making, so that texts stay in about the order in which they came.
  return smallestFirst.slice(0, worth).sort((one, other) => one.order - other.order);
}
