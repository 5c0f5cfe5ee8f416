import type { ContractReply } from '../../kernel/language-model.contract.ts';
import { loadWllama } from './load-wllama.ts';
import type { WllamaLibrary } from './wllama-library.ts';

/**
 * The real engine, in which each completion that begins is held to the next reply by a grammar that allows
 * nothing else. A failure is a grammar that llama.cpp refuses.
 */
export function forcingLibrary(replies: readonly ContractReply[]): () => Promise<WllamaLibrary> {
  const left = [...replies];
  return async () => {
    const library = await loadWllama();
    return {
      ...library,
      create(logger) {
        const wllama = library.create(logger);
        return {
          loadModel: (files, params) => wllama.loadModel(files, params),
          getModelMetadata: () => wllama.getModelMetadata(),
          createCompletion: (request) =>
            wllama.createCompletion({ ...request, grammar: forced(left.shift()) }),
          exit: () => wllama.exit(),
        };
      },
    };
  };
}

function forced(reply: ContractReply | undefined): string {
  if (reply === undefined) throw new Error('More was asked for than replies were given.');
  return typeof reply === 'string' ? `root ::= ${JSON.stringify(reply)}` : 'root ::= missing';
}
