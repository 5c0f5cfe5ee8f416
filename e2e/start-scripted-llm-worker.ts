/** In the e2e build this module stands in for src/worker/start-llm-worker.ts. */
export function startLlmWorker(): Worker {
  return new Worker(new URL('./scripted-llm-worker.ts', import.meta.url), { type: 'module', name: 'llm' });
}
