import type { CancelSignal } from '../kernel/cancel-signal.ts';
import type { LanguageModel } from '../kernel/language-model.ts';
import type { CheckWorld } from './check-world.ts';
import type { CheckTask } from './model-check.ts';

/** One thing that a model is tried at. */
export interface CheckItem {
  readonly task: CheckTask;
  /** Whether the system searches beforehand: not where the model is to search by itself. */
  readonly readsAhead: boolean;
  /** Whether it went well. */
  play(world: CheckWorld, model: LanguageModel, signal: CancelSignal): Promise<boolean>;
}

/*
 * Names and places are made up, so that no model can know them from elsewhere.
 */

const core: CheckItem = {
  task: 'core',
  readsAhead: true,
  async play(world, model, signal) {
    await world.say('My name is Telan.', model, signal);
    return /\btelan\b/i.test(await world.core());
  },
};

const recall: CheckItem = {
  task: 'recall',
  readsAhead: false,
  async play(world, model, signal) {
    // Said in another chat while no model was there: it is in recall and nowhere else.
    await world.say('I left my tent at Merel.', null, signal);
    const reply = await world.say('Where is my tent?', model, signal);
    return /\bmerel\b/i.test(reply?.text ?? '');
  },
};

const document: CheckItem = {
  task: 'document',
  readsAhead: true,
  async play(world, model, signal) {
    const wanted = 'The code of Solir is Lurel.';
    await world.addDocument('codes.txt', [
      'The code of Hanur is Vetos.',
      wanted,
      'The code of Pilar is Domek.',
    ]);
    const reply = await world.say('What is the code of Solir?', model, signal);
    if (!reply || !/\blurel\b/i.test(reply.text)) return false;
    return reply.citations.some(({ text }) => text === wanted);
  },
};

/** Each in a world of its own, in the order in which they are played. */
export const checkItems: readonly CheckItem[] = [core, recall, document];
