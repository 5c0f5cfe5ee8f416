import type { FilesState } from '../files-state.ts';
import type { WantedFile } from './file-list.ts';
import { SpeedMeter } from './speed-meter.ts';

interface FileProgress {
  readonly bytes: number;
  readonly total: number | null;
}

/** Counts a model's bytes while they come. */
export class DownloadProgress {
  readonly #files = new Map<string, FileProgress>();
  readonly #waiting = new Set<string>();
  readonly #speed: SpeedMeter;
  #running = 0;
  /** The list of files has come. */
  isListed = false;

  constructor(now: () => number) {
    this.#speed = new SpeedMeter(now);
  }

  /** How much of a file is here, of how much (unchanged when `null`), and how much came just now. */
  set({ place }: Pick<WantedFile, 'place'>, bytes: number, total: number | null, came = 0): void {
    this.#files.set(place, { bytes, total: total ?? this.#files.get(place)?.total ?? null });
    if (came > 0) this.#speed.add(came);
  }

  /** A file is being fetched. Call the result when it no longer is. */
  begin({ place }: WantedFile): () => void {
    this.#running += 1;
    return () => {
      this.#running -= 1;
      this.#waiting.delete(place);
    };
  }

  setWaiting({ place }: WantedFile, isWaiting: boolean): void {
    const before = this.isWaiting;
    if (isWaiting) this.#waiting.add(place);
    else this.#waiting.delete(place);
    if (before && !this.isWaiting) this.#speed.reset();
  }

  /** Nothing comes in any more. */
  get isWaiting(): boolean {
    return this.#running > 0 && this.#waiting.size === this.#running;
  }

  get receivedBytes(): number {
    return sum(this.#files, ({ bytes }) => bytes);
  }

  /** Of all files, as far as their sizes are known; `null` until the list has come. */
  get totalBytes(): number | null {
    return this.isListed ? sum(this.#files, ({ bytes, total }) => total ?? bytes) : null;
  }

  state(): FilesState & { readonly state: 'downloading' } {
    const { receivedBytes, totalBytes, isWaiting } = this;
    const bytesPerSecond = isWaiting ? null : this.#speed.bytesPerSecond();
    const missing = Math.max(0, (totalBytes ?? 0) - receivedBytes);
    const secondsLeft = totalBytes !== null && bytesPerSecond ? missing / bytesPerSecond : null;
    return { state: 'downloading', receivedBytes, totalBytes, bytesPerSecond, secondsLeft, isWaiting };
  }
}

function sum(files: ReadonlyMap<string, FileProgress>, of: (file: FileProgress) => number): number {
  let bytes = 0;
  for (const file of files.values()) bytes += of(file);
  return bytes;
}
