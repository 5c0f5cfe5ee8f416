import type { AppPush } from './app-protocol.ts';
import { TimeLeft } from './time-left.ts';

export interface DocumentPaceDependencies {
  readonly now: () => number;
  readonly push: (push: AppPush) => void;
}

/** Which documents are being read or embedded right now, and how much longer each takes. */
export class DocumentPace {
  readonly #deps: DocumentPaceDependencies;
  readonly #measured = new Map<string, TimeLeft>();

  constructor(deps: DocumentPaceDependencies) {
    this.#deps = deps;
  }

  /** It is worked on, and so much is done: pages while it is read, passages while it is embedded. */
  went(id: string, done: number, total: number): void {
    const measured = this.#measured.get(id) ?? new TimeLeft();
    this.#measured.set(id, measured);
    const secondsLeft = measured.note(done, total, this.#deps.now());
    this.#deps.push({ type: 'document-pace', id, secondsLeft });
  }

  /** It is not worked on any more, or not for now. */
  rests(id: string): void {
    if (this.#measured.delete(id)) this.#deps.push({ type: 'document-rests', id });
  }

  allRest(): void {
    for (const id of [...this.#measured.keys()]) this.rests(id);
  }
}
