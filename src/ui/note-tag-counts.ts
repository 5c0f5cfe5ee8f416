import type { Passage } from '../kernel/passage.ts';

export interface TagCount {
  readonly tag: string;
  readonly notes: number;
}

/** Every tag with the number of its notes, the most used first, those alike by the alphabet. */
export function countTags(notes: readonly Pick<Passage, 'tags'>[]): readonly TagCount[] {
  const counts = new Map<string, number>();
  for (const tag of notes.flatMap(({ tags = [] }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, notes: count }))
    .sort((a, b) => b.notes - a.notes || a.tag.localeCompare(b.tag));
}
