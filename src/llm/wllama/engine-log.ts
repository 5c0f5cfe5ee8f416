import type { WllamaLogger } from './wllama-library.ts';

const keptLines = 40;

/**
 * Keeps the last complaints of the engine. wllama reports any exception of its C++ side as "Invalid typed array
 * length", and a load that failed as a success: what happened stands here alone (facts/wllama.md, 6.1 and 6.2).
 */
export class EngineLog implements WllamaLogger {
  #lines: string[] = [];
  /** Told of every line, as a sign of life. */
  onLine: () => void = () => {};
  /** Told when the engine's worker can't start, or ends: wllama itself would wait for ever. */
  onDeath: (said: string) => void = () => {};

  debug(...said: unknown[]): void {
    this.#watch(said);
  }

  /** Emscripten's own last words come here, too. */
  log(...said: unknown[]): void {
    this.#watch(said);
  }

  warn(...said: unknown[]): void {
    this.#watch(said);
  }

  /** A function of its own: wllama hands it to the worker as it is. */
  readonly error = (...said: unknown[]): void => {
    const line = this.#watch(said);
    // The worker's error event: its script was blocked, or threw outside of any call.
    if (said[0] instanceof Event) this.onDeath(line);
    if (line.startsWith('Stack trace')) return;
    this.#lines = [...this.#lines, line].slice(-keptLines);
  };

  /** Forgets what was said before. */
  clear(): void {
    this.#lines = [];
  }

  /** All complaints since `clear`, one a line. */
  get complaints(): string {
    return this.#lines.join('\n');
  }

  /** The first complaint tells the cause; those after it tell who passed it on. */
  get cause(): string {
    return this.#lines[0] ?? '';
  }

  #watch(said: readonly unknown[]): string {
    const line = said.map(toText).join(' ');
    this.onLine();
    if (line.startsWith('Aborted(')) this.onDeath(line);
    return line;
  }
}

function toText(said: unknown): string {
  if (said instanceof Event) return said instanceof ErrorEvent ? said.message : 'The worker could not start.';
  return String(said);
}
