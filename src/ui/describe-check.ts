import type { ModelOffer } from '../worker/app-protocol.ts';
import { formatCount, formatNumber } from './format-count.ts';
import { formatDay } from './format-time.ts';

export type ModelCheck = NonNullable<ModelOffer['check']>;
type CheckTask = ModelCheck['passed'][number];

/** What each item asks of the model, and how it is said that it did not. */
const missed: Readonly<Record<CheckTask, string>> = {
  core: 'did not note a fact',
  recall: 'did not find what was said in another chat',
  document: 'did not find a sentence in a document and name its source',
};
const tasks = ['core', 'recall', 'document'] as const satisfies readonly CheckTask[];

/** How many items a check has. */
export const CHECK_ITEMS = tasks.length;

/** "Memory check: 3 of 3 · 14 tokens a second · today" */
export function describeCheck({ passed, tokensPerSecond, at }: ModelCheck, now = Date.now()): string {
  const facts = [
    `Memory check: ${passed.length} of ${tasks.length}`,
    describeSpeed(tokensPerSecond),
    formatDay(at, now),
  ];
  return facts.filter((it) => it !== '').join(' · ');
}

/** "It did not note a fact." '' where it passed all. */
export function describeMissed({ passed }: ModelCheck): string {
  const [first, ...rest] = tasks.filter((task) => !passed.includes(task)).map((task) => missed[task]);
  if (first === undefined) return '';
  const last = rest.pop();
  return `It ${[first, ...rest].join(', ')}${last === undefined ? '' : ` and ${last}`}.`;
}

function describeSpeed(tokensPerSecond: number | null): string {
  if (tokensPerSecond === null) return '';
  if (tokensPerSecond < 0.95) return 'less than 1 token a second';
  if (tokensPerSecond < 9.5) return `${formatNumber(Math.round(tokensPerSecond * 10) / 10)} tokens a second`;
  return `${formatCount(Math.round(tokensPerSecond), 'token')} a second`;
}
