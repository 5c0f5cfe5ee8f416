import { describe, expect, it } from 'vitest';
import { World } from '../../../src/kernel/world.fixture.ts';
import { smallTalk } from './small-talk.ts';
import { TeacherModel } from './teacher-model.ts';

/*
 * The stories that are told to the practice model in the app, with the app's own search: what it shows must be
 * such as the traces are made of, or the model would learn for another app.
 */

const countText = (text: string) => Math.ceil(text.length / 3.4) + 4;

async function lastReply(world: World): Promise<string> {
  return (await world.path()).findLast((message) => message.role === 'assistant')?.text ?? '';
}

describe.each([true, false])('the app’s search, readahead %s', (readsAhead) => {
  const open = () => World.create({ readsAhead: () => readsAhead });

  it('shows a fact that was evicted', async () => {
    const world = await open();
    const teacher = new TeacherModel(countText);
    await world.talk('I left my tent at Bilan.', teacher);
    await world.talk('I left my guitar at Dokes.', teacher);
    for (const [said] of [...smallTalk, ...smallTalk].slice(0, 40)) await world.talk(said, teacher);
    await world.talk('Where is my tent?', teacher);
    expect(await lastReply(world)).toBe('You left your tent at Bilan.');
    const searches = world.steps().filter((step) => step.functionName === 'conversation_search');
    expect(searches).toHaveLength(readsAhead ? 0 : 1);
    expect(world.traces.some((trace) => trace.type === 'flush')).toBe(true);
  });

  it('shows a document’s facts, one or two look-ups away', async () => {
    const world = await open();
    const teacher = new TeacherModel(countText);
    await world.addDocument('codes.txt', [
      'The keeper of Bilan is Dokes.',
      'The keeper of Tuvel is Nares. The code of Nares is Gimon.',
      'The code of Dokes is Zalir. This list is kept by the office.',
    ]);
    await world.talk('What is the code of Nares?', teacher);
    expect(await lastReply(world)).toBe('The code of Nares is Gimon.');
    await world.talk('What is the code of the keeper of Bilan?', teacher);
    expect(await lastReply(world)).toBe('The keeper of Bilan is Dokes. The code of Dokes is Zalir.');
  });
});
