import { EmbedderError } from '../embedding/embedder-error.ts';
import { type EmbedderFile, type EmbedderRow, embedderFiles } from '../embedding/embedder-row.ts';
import { folderPlace } from '../llm/files/file-place.ts';
import { readFolderFile } from '../llm/files/model-folder.ts';

/**
 * The files of an embedder that were downloaded to this device, read when they are needed; no request is made.
 *
 * @throws EmbedderError `missing` when they are not here, or not all
 */
export async function keptEmbedderFiles(row: EmbedderRow): Promise<ReadonlyMap<EmbedderFile, Blob>> {
  const files = new Map<EmbedderFile, Blob>();
  for (const name of embedderFiles) {
    const file = await readFolderFile(folderPlace(row.id, name));
    if (file === null) throw missing(row);
    files.set(name, file);
  }
  return files;
}

function missing({ name }: EmbedderRow): EmbedderError {
  return new EmbedderError(
    'missing',
    `${name}, which search by meaning is to use, is not on this device any more, or not all of it. Texts are found ` +
      'by words. Get it again under Settings, or choose another one there.',
  );
}
