/** Starts the worker that holds the language model. The e2e build puts the scripted model's in its place. */
export function startLlmWorker(): Worker {
  return new Worker(new URL('./llm-worker.ts', import.meta.url), { type: 'module', name: 'llm' });
}
