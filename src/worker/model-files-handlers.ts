import type { ModelFilesStore } from '../llm/files/model-files-store.ts';
import { toFilesFailure } from '../llm/files/to-files-failure.ts';
import type { ModelFilesRequests } from './model-files-protocol.ts';
import type { Handlers } from './rpc.ts';

/**
 * The model-files worker's answers, by a store. Apart from its entry so that tests can serve them by a store of
 * their own. What they reject with has a message for the person.
 */
export function modelFilesHandlers(store: ModelFilesStore): Handlers<ModelFilesRequests> {
  return {
    list: ({ rows, precision }) => store.list(rows, precision),
    download: ({ row, precision }) => store.download(row, precision),
    pause: ({ id }) => inWords(store.pause(id)).then(() => null),
    cancel: ({ row }) => inWords(store.cancel(row)).then((freedBytes) => ({ freedBytes })),
    verify: ({ row, precision }) => store.verify(row, precision),
    remove: ({ row }) => inWords(store.remove(row)).then((freedBytes) => ({ freedBytes })),
    import: async ({ files }, { signal }) => {
      const { row, bytes } = await store.import(files, signal);
      return { row, files: { state: 'ready', bytes } };
    },
    resume: ({ rows, precision }) => inWords(store.resume(rows, precision)).then(() => null),
  };
}

async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    throw toFilesFailure(thrown);
  }
}
