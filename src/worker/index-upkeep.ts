import { damageNotice } from '../storage/damage-notice.ts';
import type { IndexStore } from '../storage/index-store.ts';
import { Pauses } from './pauses.ts';

/** Milliseconds without anything else to do after which it is time for upkeep. */
const quietTime = 3000;
/** Milliseconds between two pieces of work, for what came meanwhile. */
const breath = 50;

export interface IndexUpkeepDependencies {
  readonly index: Pick<IndexStore, 'tidy'>;
  /** IANA name of the person's time zone, by whose days messages are found. */
  readonly timeZone: string;
  /** Resolves after that many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Told, for the person, of a part of the index that was damaged: what it held is queued again. */
  readonly onRepaired: (message: string) => void;
}

/**
 * Keeps the stored index fast to read, a piece of work at a time, while there is nothing else to do. Failures are
 * not told: nothing is lost or slower by them at once, and what a full disk keeps from being stored tells of itself.
 */
export class IndexUpkeep {
  readonly #deps: IndexUpkeepDependencies;
  readonly #pauses = new Pauses<'answering'>();
  #disturbances = 0;
  #working: Promise<void> | null = null;

  constructor(deps: IndexUpkeepDependencies) {
    this.#deps = deps;
  }

  /** Something else was done: upkeep begins, or goes on, when nothing was for a while. Resolves when all is done. */
  disturbed(): Promise<void> {
    this.#disturbances++;
    this.#working ??= this.#work();
    return this.#working;
  }

  /** An answer is being written, or no more. */
  pause(reason: 'answering', holds: boolean): void {
    this.#pauses.set(reason, holds);
  }

  async #work(): Promise<void> {
    try {
      for (let pause = quietTime, isDone = false; !isDone; ) {
        const before = this.#disturbances;
        await this.#deps.wait(pause);
        await this.#pauses.over();
        const isQuiet = () => before === this.#disturbances;
        const outcome = isQuiet() ? await this.#deps.index.tidy(this.#deps.timeZone) : null;
        if (outcome === 'repaired') this.#deps.onRepaired(damageNotice('repaired'));
        isDone = outcome === 'nothing' && isQuiet();
        pause = isQuiet() ? breath : quietTime;
      }
    } catch {
      // Tried again after the next disturbance.
    } finally {
      this.#working = null;
    }
  }
}
