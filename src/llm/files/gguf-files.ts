import type { GgufRow } from '../model-row.ts';
import { folderPlace } from './file-place.ts';
import { filesFailures } from './files-failure.ts';
import { readFolderFile } from './model-folder.ts';

/**
 * The parts of a GGUF model in their order, as files that are read piece by piece when they are needed. Those
 * of the practice model come with the app, from its own origin.
 *
 * @throws FilesFailure `gone` when one is not here; what `fetch` throws, for the practice model
 */
export function ggufFiles(row: GgufRow): Promise<File[]> {
  return Promise.all(
    row.parts.map(async ({ name, url }) => {
      if (row.origin === 'practice' && url !== null) return fetchPart(name, url);
      const kept = await readFolderFile(folderPlace(row.id, name));
      if (kept === null) throw row.origin === 'own' ? filesFailures.goneOwn() : filesFailures.gone();
      // A File of a File reads from where that one does.
      return new File([kept], name);
    }),
  );
}

/** @param url relative to the app's base, wherever the worker's script lies */
async function fetchPart(name: string, url: string): Promise<File> {
  const base = new URL(import.meta.env.BASE_URL, location.href);
  const answer = await fetch(new URL(url, base));
  if (!answer.ok) throw filesFailures.answer(new URL(answer.url).host, name, answer.status);
  return new File([await answer.blob()], name);
}
