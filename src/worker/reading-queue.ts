/** Files above this size, in bytes, are read in a lane of their own. */
const LARGE = 1024 * 1024;

const lanes = ['small', 'large'] as const;
type Lane = (typeof lanes)[number];

export interface ReadingJob {
  /** Of the document. */
  readonly id: string;
  /** Size of the file. */
  readonly bytes: number;
  /** Reads it; resolves with false when `signal` ended it before it was done. Never rejects. */
  readonly run: (signal: AbortSignal) => Promise<boolean>;
}

interface Running {
  readonly job: ReadingJob;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
  /** Whether it goes back to those that wait when it was ended before it was done. */
  isWanted: boolean;
}

/**
 * Whose turn it is to be read. Small files and large ones have a lane each, so that no small one waits for a
 * large one; in each lane one file is read at a time, the smallest first.
 */
export class ReadingQueue {
  #waiting: ReadingJob[] = [];
  readonly #running = new Map<Lane, Running>();
  #isHeld: boolean;

  /** @param isHeld whether nothing is read until `hold(false)` */
  constructor(isHeld = false) {
    this.#isHeld = isHeld;
  }

  add(job: ReadingJob): void {
    this.#waiting.push(job);
    this.#fill();
  }

  /** Takes a file out, and ends the reading of it. Resolves once nothing is done to it any more. */
  async takeOut(id: string): Promise<void> {
    this.#waiting = this.#waiting.filter((job) => job.id !== id);
    const running = [...this.#running.values()].find(({ job }) => job.id === id);
    if (!running) return;
    running.isWanted = false;
    running.controller.abort();
    await running.ended;
  }

  /** Nothing is read while it is held; what was under way begins anew afterwards. Resolves once all is still. */
  async hold(holds: boolean): Promise<void> {
    this.#isHeld = holds;
    if (!holds) return this.#fill();
    const running = [...this.#running.values()];
    for (const { controller } of running) controller.abort();
    await Promise.all(running.map(({ ended }) => ended));
  }

  #fill(): void {
    for (const lane of lanes) {
      if (this.#isHeld || this.#running.has(lane)) continue;
      const [job] = this.#waiting
        .filter(({ bytes }) => laneOf(bytes) === lane)
        .sort((one, other) => one.bytes - other.bytes);
      if (job) this.#start(lane, job);
    }
  }

  #start(lane: Lane, job: ReadingJob): void {
    this.#waiting = this.#waiting.filter((it) => it !== job);
    const controller = new AbortController();
    const ended = job.run(controller.signal).then((isDone) => {
      this.#running.delete(lane);
      if (!isDone && running.isWanted) this.#waiting.push(job);
      this.#fill();
    });
    const running: Running = { job, controller, ended, isWanted: true };
    this.#running.set(lane, running);
  }
}

function laneOf(bytes: number): Lane {
  return bytes > LARGE ? 'large' : 'small';
}
