/**
 * Whatever was thrown, as an Error. web-llm rejects with bare strings, too: an aborted load with
 * "Engine.unload() is called." (measured on 0.2.86 in Chromium).
 */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  if (typeof thrown === 'string') return new Error(thrown);
  // Emscripten throws plain objects, and a DOMException is no Error in every realm.
  const { name, message } = (thrown ?? {}) as { name?: unknown; message?: unknown };
  const error = new Error(typeof message === 'string' ? message : String(thrown));
  if (typeof name === 'string') error.name = name;
  return error;
}
