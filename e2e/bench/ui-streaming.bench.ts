import type { AppToMeasure } from '../../scripts/bench.mjs';
import { BenchApp } from './bench-app.ts';
import { median } from './paired-speeds.ts';
import { scriptCategories, scriptTime } from './script-time.ts';
import { inPieces, markdownAnswer } from './ui-answer.ts';
import { endAnswer, hookWorker, streamAnswer } from './ui-pushes.ts';

const CHARACTERS = 10_240;
const PIECES = 240;
const ANSWERS = 3;
/** Milliseconds between keys. */
const KEY_EVERY = 60;
/** Milliseconds between pieces: a frame for each, and those of a slower model. */
const PIECE_EVERY = 20;
const SLOW_PIECE_EVERY = 40;

/**
 * An answer that streams into the production build, in a page of Chromium; its pieces are spoken in the agent
 * worker's place, fifty a second, so that each has a frame of its own:
 *
 * - `ui.stream_10kb_script_ms` (goal: at most 60): script on the page's own thread, on the processor, for 10 kB of
 *   Markdown in 240 pieces, what follows in idle time (colours, formulas) included; the median of three answers
 *   after a first one that loads the renderers
 * - `ui.keystroke_to_paint_ms_p95` (goal: at most 50): from a key in the composer to the end of the frame that shows
 *   it, by the clock on the wall, while such an answer streams
 */
export async function measure(given: AppToMeasure): Promise<Record<string, number>> {
  return BenchApp.with(given, async (app) => {
    await hookWorker(app.page);
    const pieces = inPieces(markdownAnswer(CHARACTERS), PIECES);
    await streamAnswer(app.page, pieces, PIECE_EVERY);
    await app.page.waitForTimeout(3000);
    await endAnswer(app.page);
    const times = [];
    for (let answer = 0; answer < ANSWERS; answer++) times.push(await streamOnce(app, pieces));
    const keys = await typeWhileStreaming(app, pieces);
    return {
      'ui.stream_10kb_script_ms': median(times),
      'ui.keystroke_to_paint_ms_p95': quantile(keys, 0.95),
    };
  });
}

async function streamOnce(app: BenchApp, pieces: readonly string[]): Promise<number> {
  const trace = await app.trace(scriptCategories, async () => {
    await streamAnswer(app.page, pieces, PIECE_EVERY);
    await app.page.waitForTimeout(1500);
  });
  await endAnswer(app.page);
  const { took, worked } = scriptTime(trace);
  console.log(`An answer: ${worked.toFixed(1)} ms of script, ${took.toFixed(1)} ms with waiting`);
  return worked;
}

async function typeWhileStreaming(app: BenchApp, pieces: readonly string[]): Promise<readonly number[]> {
  await app.page.evaluate(noteKeys);
  await app.chat.composer.focus();
  let streaming = true;
  const streamed = streamAnswer(app.page, pieces, SLOW_PIECE_EVERY).then(() => {
    streaming = false;
  });
  while (streaming) {
    await app.page.keyboard.press('a');
    await app.page.waitForTimeout(KEY_EVERY);
  }
  await streamed;
  return app.page.evaluate(() => performance.getEntriesByName('key-painted').map(({ duration }) => duration));
}

/** Runs in the page. A task after the frame's callbacks comes when the frame is drawn. */
function noteKeys(): void {
  addEventListener(
    'keydown',
    ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () =>
          performance.measure('key-painted', { start: timeStamp, end: performance.now() });
        port2.postMessage(null);
      }),
    { capture: true },
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
