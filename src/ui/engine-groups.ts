import type { ModelRow } from './models-state.ts';
import type { GroupName, GroupStates } from './offline-store.ts';

/** A WebAssembly module that is nothing but a memory addressed with 64 bits. */
const memory64 = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 4, 1]);

/** This app's own files that a model needs to run, by group: kept beside the weights, it starts offline later. */
export function engineGroups(engine: ModelRow['engine']): readonly GroupName[] {
  if (engine === 'web-llm') return ['model'];
  // Browsers that address memory with 32 bits alone run llama.cpp's other build (../llm).
  return WebAssembly.validate(memory64) ? ['cpu'] : ['cpu', 'compat'];
}

/** What of them has still to be downloaded, in bytes; `null` while that is not known. */
export function missingEngineBytes(engine: ModelRow['engine'], groups: GroupStates | null): number | null {
  if (!groups) return null;
  return engineGroups(engine).reduce((sum, name) => sum + groups[name].bytes - groups[name].cachedBytes, 0);
}
