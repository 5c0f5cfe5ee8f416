import { loadWllama } from './load-wllama.ts';
import type { WllamaInstance, WllamaLibrary, WllamaLogger } from './wllama-library.ts';

/** Instances that were made, and how many of them were ended. */
export interface Tally {
  made: number;
  ended: number;
}

/** The real library, with parts of it replaced. */
export function changedLibrary(
  change: (wllama: WllamaInstance, logger: WllamaLogger) => Partial<WllamaInstance>,
  tally: Tally = { made: 0, ended: 0 },
): () => Promise<WllamaLibrary> {
  return async () => {
    const library = await loadWllama();
    return {
      ...library,
      create(logger) {
        tally.made += 1;
        const wllama = library.create(logger);
        return {
          loadModel: (files, params) => wllama.loadModel(files, params),
          getModelMetadata: () => wllama.getModelMetadata(),
          createCompletion: (request) => wllama.createCompletion(request),
          exit: () => {
            tally.ended += 1;
            return wllama.exit();
          },
          ...change(wllama, logger),
        };
      },
    };
  };
}

export const never = new Promise<never>(() => {});
