import type { EmbedderOffers, EmbeddingChange } from '../worker/app-protocol.ts';
import { formatBytes } from './format-bytes.ts';
import { formatNumber } from './format-count.ts';
import type { FilesState } from './models-state.ts';

type EmbedderRow = EmbedderOffers['offers'][number]['row'];

/** "24 MB · English · Apache-2.0"; the size is an estimate until the files are here. */
export function describeEmbedder(row: EmbedderRow, files: FilesState): string {
  const languages = row.languages === 'en' ? 'English' : 'About 100 languages';
  return [describeSize(row, files), languages, row.licence].join(' · ');
}

/** "about 24 MB", which is also what the button that asks for consent names. */
export function describeSize({ repository, downloadMb }: EmbedderRow, files: FilesState): string {
  if (repository !== null && files.state === 'ready') return formatBytes(files.bytes);
  const size = formatBytes(downloadMb * 1e6);
  return repository === null ? size : `about ${size}`;
}

/** "Search by meaning: 1,240 of 5,000 texts" */
export function describeChange({ done, total }: EmbeddingChange): string {
  return `Search by meaning: ${formatNumber(done)} of ${formatNumber(total)} texts`;
}

/**
 * What search does with the row:
 *
 * - `in use`: its vectors are complete, and it stays the choice;
 * - `coming`: it was chosen, and texts still get their vectors of it;
 * - `leaving`: another was chosen, and search goes by this one until that one is complete.
 */
export function embedderUse(
  { chosenId, searchedId }: Pick<EmbedderOffers, 'chosenId' | 'searchedId'>,
  id: string,
): 'in use' | 'coming' | 'leaving' | 'none' {
  const isChosen = id === chosenId;
  if (isChosen) return searchedId === null || searchedId === id ? 'in use' : 'coming';
  return id === searchedId ? 'leaving' : 'none';
}
