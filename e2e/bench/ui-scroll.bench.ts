import type { AppToMeasure } from '../../scripts/bench.mjs';
import { BenchApp } from './bench-app.ts';
import { longestUiTasks, taskCategories } from './longest-ui-task.ts';
import { writeLongChat } from './ui-long-chat.ts';

const MESSAGES = 10_000;
/** Pixels a turn of the wheel, and milliseconds between two. */
const TURN = 2400;
const TURN_EVERY = 40;
const TURNS_IN_SLICE = 100;
const SLICES_DOWN = 5;
const PATIENCE = 240_000;

/**
 * A chat of 10,000 messages in the production build, scrolled with the wheel from its newest message to its first and
 * back down again; what comes before is read from the disk page by page and drawn on the way:
 *
 * - `ui.scroll_10k_messages_longest_task_ms` (goal: at most 50): the longest task of the page's own thread meanwhile,
 *   on the processor
 */
export async function measure(given: AppToMeasure): Promise<Record<string, number>> {
  return BenchApp.with(given, async (app) => {
    await writeLongChat(app.page, MESSAGES);
    await app.chat.reload();
    await app.page.getByText(`Question ${MESSAGES / 2}:`).waitFor();
    const tasks = [...(await scrollUp(app)), ...(await scrollDown(app))];
    return { 'ui.scroll_10k_messages_longest_task_ms': Math.max(...tasks) };
  });
}

/** Up to the first message; the longest task of each slice, in milliseconds. */
async function scrollUp(app: BenchApp): Promise<number[]> {
  const tasks: number[] = [];
  const begun = Date.now();
  while (!(await app.page.evaluate(isAtFirst))) {
    if (Date.now() - begun > PATIENCE) throw new Error('The first message did not come in time.');
    tasks.push(await scrollSlice(app, -TURN));
  }
  console.log(`${MESSAGES} messages up in ${Math.round((Date.now() - begun) / 1000)} s`);
  return tasks;
}

async function scrollDown(app: BenchApp): Promise<number[]> {
  const tasks: number[] = [];
  for (let slice = 0; slice < SLICES_DOWN; slice++) tasks.push(await scrollSlice(app, TURN));
  return tasks;
}

/** In slices, since a trace of all of it would be larger than what can be read. */
async function scrollSlice(app: BenchApp, turn: number): Promise<number> {
  const { page } = app;
  await page.getByRole('region', { name: 'Conversation' }).hover();
  const trace = await app.trace(taskCategories, async () => {
    for (let turns = 0; turns < TURNS_IN_SLICE; turns++) {
      await page.mouse.wheel(0, turn);
      await page.waitForTimeout(TURN_EVERY);
    }
  });
  const [first] = longestUiTasks(trace, 40).sort((one, other) => other.worked - one.worked);
  const drawn = await page.locator('[data-message]').count();
  console.log(
    `${drawn} drawn; longest task ${first?.took.toFixed(1)} ms, ${first?.worked.toFixed(1)} of them at work`,
  );
  return first?.worked ?? Number.NaN;
}

/** Runs in the page. */
function isAtFirst(): boolean {
  const first = document.querySelector('[data-message="long-0"]');
  return first !== null && first.getBoundingClientRect().top > 0;
}
