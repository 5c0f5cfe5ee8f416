import { readRow, readStrings } from './read-fields.ts';
import { retrievalSetNames } from './retrieval-sets.ts';

/** What `npm run eval -- retrieval` was asked for. */
export interface RetrievalOptions {
  /** Names of sets, in order. */
  readonly sets: readonly string[];
  /** Questions of each set; `null` for all. */
  readonly limit: number | null;
  /** Whether ways of fusing are compared. */
  readonly fusion: boolean;
}

/** @throws Error when they are none */
export function readRetrievalOptions(value: unknown): RetrievalOptions {
  const row = readRow(value, 'options');
  const limit = row.fields.limit ?? null;
  if (limit !== null && typeof limit !== 'number') throw new Error('options, limit: expected a number.');
  const sets = row.fields.sets === null ? retrievalSetNames : readStrings(row, 'sets');
  return { sets, limit, fusion: row.fields.fusion === true };
}
