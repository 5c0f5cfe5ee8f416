import { asError } from '../as-error.ts';
import type { LossReason } from '../loss-reason.ts';

/** The driver or the browser took the device away, or the engine let go of the model. */
export const deviceLost: LossReason = {
  kind: 'device',
  message:
    'The model is gone from the graphics processor: the driver restarted, or something else took it over. ' +
    'Nothing of yours is lost. Load the model again, or a smaller one.',
};

export const memoryLost: LossReason = {
  kind: 'memory',
  message:
    'The memory of the graphics processor ran out, and the model is gone from it. Nothing of yours is lost. ' +
    'Load the model again with a smaller window, or a smaller model.',
};

const engineBroken: LossReason = {
  kind: 'worker',
  message:
    'The engine broke down in the middle of its work. Nothing of yours is lost. Load the model again; if it ' +
    'happens again, choose another one.',
};

/**
 * Why the device is lost, by the browser's `GPUDeviceLostInfo`. The engine destroys the device itself when a
 * buffer could not be made (web-llm 0.2.86, lib/index.js, `tryCreateBuffer`), so that `destroyed`, when nobody
 * unloaded the model, means memory.
 */
export function deviceLoss(info: unknown): LossReason {
  const { reason, message } = (info ?? {}) as { reason?: unknown; message?: unknown };
  return reason === 'destroyed' || /memory/i.test(String(message ?? '')) ? memoryLost : deviceLost;
}

/** Whether what the engine threw means that the model is gone; names are web-llm 0.2.86's and the platform's. */
export function engineLoss(thrown: unknown): LossReason | null {
  const { name, message } = asError(thrown);
  if (name === 'GPUOutOfMemoryError' || (name === 'RangeError' && /allocat|memory/i.test(message)))
    return memoryLost;
  // The library's own code trapped: its memory can't be trusted any more.
  if (name === 'RuntimeError') return engineBroken;
  return lostNames.has(name) ? deviceLost : null;
}

const lostNames = new Set([
  'ModelNotLoadedError',
  'SpecifiedModelNotFoundError',
  'DeviceLostError',
  'WebGPUNotAvailableError',
]);
