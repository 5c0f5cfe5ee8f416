import { ModelFilesStore } from '../llm/files/model-files-store.ts';
import { modelFilesHandlers } from './model-files-handlers.ts';
import type { ModelFilesPush, ModelFilesRequests } from './model-files-protocol.ts';
import { type Endpoint, serve } from './rpc.ts';

/** Entry of the worker that alone writes and removes models' files; synchronous file handles need a worker. */
const store = new ModelFilesStore({ tell: (id, files) => push({ type: 'files-changed', id, files }) });

const push = serve<ModelFilesRequests, ModelFilesPush>(
  self as unknown as Endpoint,
  modelFilesHandlers(store),
);
