import { type EmbedderRow, embedderFiles } from '../embedding/embedder-row.ts';
import type { EmbedderFilesRow } from '../llm/model-row.ts';

/** What the keeper of models' files has to know of an embedder; `null` for the one that comes with the app. */
export function embedderFilesRow({ id, name, repository, downloadMb }: EmbedderRow): EmbedderFilesRow | null {
  if (repository === null) return null;
  const parts = embedderFiles.map((file) => ({
    name: file,
    url: `https://huggingface.co/${repository}/resolve/main/${file}`,
  }));
  return { engine: 'embedder', origin: 'catalogue', id, name, downloadMb, parts };
}
