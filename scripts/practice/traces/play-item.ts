import type { LanguageModel } from '../../../src/kernel/language-model.ts';
import type { ObservedCompletion } from '../../../src/kernel/observed-model.ts';
import { parseCall } from '../../../src/kernel/parse-call.ts';
import { Dice } from './dice.ts';
import type { EvaluationItem, Scene } from './evaluation-items.ts';
import { MeteredModel } from './metered-model.ts';
import { readPrompt } from './read-prompt.ts';
import { StoryWorld } from './story-world.ts';

/** What came of an item. */
export interface ItemResult {
  /** The last reply is the right one, word for word, and core memory reads as it should. */
  readonly exact: boolean;
  /** The reply cites rows that tell it, and nothing else. */
  readonly cited: boolean;
  readonly answer: string | null;
  readonly completions: readonly ObservedCompletion[];
  /** One for each thing said. */
  readonly turns: readonly TurnCost[];
}

/** Tokens of a turn's prompts, all steps together, and how many of them the engine had to read. */
export interface TurnCost {
  readonly promptTokens: number;
  readonly prefilledTokens: number;
}

const SECOND = 1000;
const startTime = Date.parse('2026-05-04T09:30:00Z');

/** Plays an item through the kernel with any model. `now` gives milliseconds, for the speed. */
export async function playItem(
  item: EvaluationItem,
  model: LanguageModel,
  now: () => number,
): Promise<ItemResult> {
  const metered = new MeteredModel(model, now);
  const world = await openWorld(item);
  const turns: TurnCost[] = [];
  let before = 0;
  for (const scene of item.scenes) {
    before = metered.completions.length;
    await playScene(scene, world, metered, turns);
  }
  const last = lastSpoken(metered.completions.slice(before));
  const reply = last ? readReply(last) : null;
  const isKept = item.coreLine === null || world.core().includes(item.coreLine);
  return {
    exact: reply?.message === item.answer && isKept,
    cited: reply !== null && last !== undefined && isCited(item, reply.sources, last),
    answer: reply?.message ?? null,
    completions: metered.completions,
    turns,
  };
}

async function openWorld(item: EvaluationItem): Promise<StoryWorld> {
  const { core, readsAhead, seed, habits, documents } = item;
  const labels = { passages: 0, messages: 0 };
  const start = { core, readsAhead, time: startTime + seed * SECOND, timeZone: 'Europe/Berlin', labels };
  const world = new StoryWorld(start, new Dice(seed + 1));
  world.search.habits = habits;
  for (const { name, passages } of documents) await world.addDocument(name, passages, false);
  return world;
}

async function playScene(
  scene: Scene,
  world: StoryWorld,
  model: LanguageModel,
  turns: TurnCost[],
): Promise<void> {
  if (scene.type === 'reload') return world.reload();
  if (scene.type === 'new-chat') return world.beginChat();
  if (scene.type === 'say') return speak(scene.text, world, model, turns);
  const before = await world.messageCount();
  for (const text of scene.talk) {
    const isOld = (await world.messageCount()) - before >= scene.messages;
    if (isOld && !(await world.isInWindow(scene.text))) return;
    await speak(text, world, model, turns);
  }
}

async function speak(
  text: string,
  world: StoryWorld,
  model: LanguageModel,
  turns: TurnCost[],
): Promise<void> {
  const steps = world.steps.length;
  await world.say(text, model);
  world.time += 40 * SECOND;
  const taken = world.steps.slice(steps);
  turns.push({
    promptTokens: taken.reduce((sum, step) => sum + step.promptTokens, 0),
    prefilledTokens: taken.reduce((sum, step) => sum + step.prefilledTokens, 0),
  });
}

/** The completion that spoke last to the person: a memory turn may come behind it. */
function lastSpoken(completions: readonly ObservedCompletion[]): ObservedCompletion | undefined {
  return completions.findLast((completion) => readReply(completion) !== null);
}

/** What the model said; `null` where the call is none that speaks. */
function readReply({ result }: ObservedCompletion) {
  if (!result.ok) return null;
  const parsed = parseCall(result.completion.text);
  return parsed.ok && parsed.call.name === 'send_message' ? parsed.call.arguments : null;
}

function isCited(
  { evidence }: EvaluationItem,
  sources: readonly string[],
  { messages }: ObservedCompletion,
): boolean {
  const rows = readPrompt(messages).flatMap((event) => (event.type === 'rows' ? event.rows : []));
  const cited = sources.map((label) => rows.findLast((row) => row.label === label)?.meanings ?? []);
  return (
    cited.every((meanings) => meanings.some((it) => evidence.some((tells) => tells(it)))) &&
    evidence.every((tells) => cited.some((meanings) => meanings.some(tells)))
  );
}
