/** What loading a model is doing, for the person. `fraction` runs from 0 to 1 within each phase. */
export interface LoadPhase {
  readonly name: 'loading' | 'compiling' | 'ready';
  readonly fraction: number;
  /** What the engine says of it. */
  readonly detail: string;
}
