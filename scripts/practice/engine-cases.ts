import { readFileSync, writeFileSync } from 'node:fs';
import { heldLessons } from './encode-traces.ts';
import { readMessages, type TraceMessage } from './read-traces.ts';

/** A prompt, and what the trainer's own arithmetic goes on with. */
export interface EngineCase {
  readonly messages: readonly TraceMessage[];
  readonly reply: string;
}

export interface EngineCaseOptions {
  readonly held: string;
  /** What the trainer wrote of its evaluation: example, token and what was said, for each call that is not exact. */
  readonly mistakes: string;
  /** Examples that were evaluated, lessons included. */
  readonly evaluated: number;
  readonly out: string;
}

const mostCases = 120;

/**
 * Examples each call of which the trainer says exactly as it stands in the trace: what an engine that computes the
 * same must say, token by token, when it always takes the likeliest.
 */
export function writeEngineCases({ held, mistakes, evaluated, out }: EngineCaseOptions): void {
  const wrong = new Set(
    readFileSync(mistakes, 'utf8')
      .split('\n')
      .map((line) => Number(line.split(' ')[0]) - heldLessons),
  );
  const exact = readMessages(held)
    .slice(0, evaluated - heldLessons)
    .filter((_, index) => !wrong.has(index));
  const cases = exact.flatMap(casesOf).slice(0, mostCases);
  writeFileSync(out, JSON.stringify(cases));
}

function casesOf(messages: readonly TraceMessage[]): EngineCase[] {
  return messages.flatMap(({ role, content, loss }, index) =>
    role === 'assistant' && loss !== false ? [{ messages: messages.slice(0, index), reply: content }] : [],
  );
}
