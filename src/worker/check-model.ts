import type { CancelSignal } from '../kernel/cancel-signal.ts';
import type { LanguageModel } from '../kernel/language-model.ts';
import { checkItems } from './check-items.ts';
import { type CheckDependencies, CheckWorld } from './check-world.ts';
import type { CheckTask, ModelCheck } from './model-check.ts';
import { TimedModel } from './timed-model.ts';

export interface CheckOptions extends CheckDependencies {
  readonly signal: CancelSignal;
  /** Told of each item that is over, however it went. */
  readonly onItem: (done: number) => void;
}

/**
 * Tries whether a model can use memory: three short items over stores of their own. `null` when it was stopped.
 *
 * @throws Error with a message for the person when the model went away
 */
export async function checkModel(model: LanguageModel, options: CheckOptions): Promise<ModelCheck | null> {
  const { clock, signal, onItem } = options;
  const timed = new TimedModel(model, clock.now);
  const passed: CheckTask[] = [];
  for (const [index, item] of checkItems.entries()) {
    if (signal.aborted) return null;
    const world = await CheckWorld.open(options, item.readsAhead);
    const isPassed = await item.play(world, timed, signal);
    if (signal.aborted) return null;
    if (timed.lost) throw new Error(timed.lost.message);
    if (isPassed) passed.push(item.task);
    onItem(index + 1);
  }
  return { at: clock.now(), passed, tokensPerSecond: timed.tokensPerSecond };
}
