import type { FilesState } from '../files-state.ts';

/** Between two pushes of the same model's progress, in ms: four a second are as many as anyone can read. */
const leastMs = 250;

/** Tells where files stand: at once when that changes in kind, else so often as it can be read. */
export class StateTeller {
  readonly #tell: (id: string, files: FilesState) => void;
  readonly #now: () => number;
  readonly #last = new Map<string, { readonly state: FilesState['state']; readonly at: number }>();

  /** @param now in ms, never going back */
  constructor(tell: (id: string, files: FilesState) => void, now: () => number) {
    this.#tell = tell;
    this.#now = now;
  }

  tell(id: string, files: FilesState): void {
    const now = this.#now();
    const last = this.#last.get(id);
    if (last?.state === files.state && now - last.at < leastMs) return;
    this.#last.set(id, { state: files.state, at: now });
    this.#tell(id, files);
  }
}
