import type { Passage } from '../kernel/passage.ts';
import type { PassageRow } from './stored-rows.ts';
import { passageOwner } from './text-owners.ts';

export function toPassageRow(passage: Passage): PassageRow {
  return { ...passage, owner: passageOwner(passage) };
}

export function toPassage({ owner: _, ...passage }: PassageRow): Passage {
  return passage;
}
