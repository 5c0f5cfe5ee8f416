import { shippedEmbedder } from './embedder-catalogue.ts';
import { embedderFiles } from './embedder-row.ts';
import { fetchModelFiles, type ModelFilesProgress } from './fetch-model-files.ts';
import { type LoadedEmbedder, loadEmbedder, type RuntimeOptions } from './load-embedder.ts';

export interface MiniLmOptions extends RuntimeOptions {
  /** Folder of the model's files on the app's own origin, such as `/models/all-MiniLM-L6-v2`. */
  readonly modelPath: string;
  readonly onProgress?: (progress: ModelFilesProgress) => void;
}

export type MiniLmEmbedder = LoadedEmbedder;

/**
 * Loads all-MiniLM-L6-v2 with int8 weights (origin and accuracy: NOTICE.md next to the files) from the app's own
 * origin. Once per page or worker, as `loadEmbedder`.
 *
 * @throws EmbedderError
 */
export async function loadMiniLmEmbedder(options: MiniLmOptions): Promise<MiniLmEmbedder> {
  const { modelPath, onProgress, ...runtime } = options;
  const files = await fetchModelFiles(modelPath, embedderFiles, onProgress);
  return loadEmbedder(shippedEmbedder, files, '', runtime);
}
