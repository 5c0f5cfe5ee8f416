import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { realQuestions } from './documents/real-questions.ts';
import { describeMeasured, measure } from './support/measure.ts';
import { story } from './support/story.ts';

/*
 * The main job on files that others made. They are not in the repository: name their folder in
 * PAGEFILE_DOCUMENTS, or put it where this project's machines have it.
 */

const folder = process.env.PAGEFILE_DOCUMENTS ?? '../shared/evals/dev/documents/files';
const names = [...new Set(realQuestions.map(({ file }) => file))];
const missing = names.filter((name) => !existsSync(join(folder, name)));

story('five real files answer twenty questions', async ({ chat }) => {
  story.skip(missing.length > 0, `There is no ${missing.join(', ')} in ${folder}.`);
  story.setTimeout(180_000);
  await chat.drop(...names.map((name) => join(folder, name)));
  for (const name of names) {
    await expect(chat.incoming(name)).toContainText('Ready', { timeout: 90_000 });
  }
  const measured = await measure(chat, realQuestions);
  console.log(describeMeasured('Real files, by words and meaning', measured));
  expect(measured.hits, measured.missed.join('\n')).toBeGreaterThanOrEqual(17);
});
