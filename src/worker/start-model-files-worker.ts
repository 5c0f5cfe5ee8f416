/** Starts the worker that downloads, checks and removes models' files. */
export function startModelFilesWorker(): Worker {
  return new Worker(new URL('./model-files-worker.ts', import.meta.url), {
    type: 'module',
    name: 'model-files',
  });
}
