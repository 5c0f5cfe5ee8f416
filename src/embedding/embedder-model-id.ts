import { embedderCatalogue } from './embedder-catalogue.ts';
import type { EmbedderRow } from './embedder-row.ts';

/**
 * The `modelId` of an embedder: weights and precision, then pooling and prefixes where they are not the mean and
 * none, then what tells its files from others of the same name. Whatever changes vectors changes it.
 *
 * @param fingerprint of the files (`filesFingerprint`); '' for those that come with the app
 */
export function embedderModelId(row: EmbedderRow, fingerprint: string): string {
  const { query, passage } = row.prefixes;
  const parts = [
    stem(row),
    row.pooling === 'mean' ? '' : row.pooling,
    query === '' && passage === '' ? '' : JSON.stringify([query, passage]),
    fingerprint,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** The row whose embedder has such an id, in whatever version of its files; `null` for one that is not known. */
export function embedderOfModelId(modelId: string): EmbedderRow | null {
  return embedderCatalogue.find((row) => modelId.split(' ', 1)[0] === stem(row)) ?? null;
}

function stem({ id }: EmbedderRow): string {
  return `${id}-q8`;
}
