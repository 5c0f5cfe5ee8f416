import type { Damage } from './index-store.ts';

/** What to tell the person of a part of the index that could not be read. */
export function damageNotice(damage: Exclude<Damage, 'none'>): string {
  const what =
    'A part of the search index could not be read. No text was lost, and search goes by the rest of it.';
  const next =
    damage === 'repaired'
      ? 'That part is built anew from the texts.'
      : 'Pagefile could not build that part anew just now and tries again at the next start.';
  return `${what} ${next}`;
}
