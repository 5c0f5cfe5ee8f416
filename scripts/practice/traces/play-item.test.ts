import { expect, it } from 'vitest';
import { evaluationItems } from './evaluation-items.ts';
import { playItem } from './play-item.ts';
import { TeacherModel } from './teacher-model.ts';

const countText = (text: string) => Math.ceil(text.length / 3.4) + 4;

it('reads the answer also where a memory turn comes behind it', async () => {
  const [item] = evaluationItems('archival_one_row', 1);
  if (!item) throw new Error('There is no item.');
  const talk = { type: 'say', text: 'I cooked some soup.' } as const;
  let behind = 0;
  // After so many messages that the window is nearly full, one answer or another is followed by a memory turn.
  for (let said = 0; said < 40; said++) {
    const scenes = [...Array.from({ length: said }, () => talk), ...item.scenes];
    const { exact, cited, completions } = await playItem(
      { ...item, scenes },
      new TeacherModel(countText),
      () => 0,
    );
    if (completions.at(-1)?.messages.at(-1)?.content.includes('"type":"memory_turn"')) behind++;
    expect({ said, exact, cited }).toEqual({ said, exact: true, cited: true });
  }
  expect(behind).toBeGreaterThan(0);
});
