import type { Clock } from './clock.ts';
import type { DocumentLibrary } from './document-library.ts';
import type { MemorySearch } from './memory-search.ts';
import type { MemoryStore } from './memory-store.ts';
import type { TextReader } from './text-reader.ts';
import type { Trace } from './trace.ts';

/** What the kernel is given: everything outside it, time and ids included. */
export interface AgentDependencies {
  readonly agentId: string;
  readonly store: MemoryStore;
  readonly search: MemorySearch;
  readonly clock: Clock;
  /** Unique, and sorting by the time of making. */
  readonly newId: () => string;
  readonly emit: (trace: Trace) => void;
  /** Whether the system searches before the model asks; it does unless told not to. */
  readonly readsAhead?: () => boolean;
  /** Holds replies against the passages in the window; without it what a reply names is taken at its word. */
  readonly texts?: TextReader;
  /** Makes known to the model which documents a chat has; without it the model finds them by searching only. */
  readonly documents?: DocumentLibrary;
  /** A random word of letters and digits for material to stand between (`markMaterial`). */
  readonly newMark?: () => string;
}
