/** Why a loaded model is gone that nobody unloaded. `message` is for the person. */
export interface LossReason {
  readonly message: string;
  /** `device`: lost or reset; `memory`: it ran out; `worker`: it crashed or hung. */
  readonly kind: 'device' | 'memory' | 'worker';
}
