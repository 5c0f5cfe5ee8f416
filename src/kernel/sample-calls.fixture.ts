import { asksHeartbeat } from './functions.ts';
import { grammar } from './grammar.ts';
import { parseCall } from './parse-call.ts';
import { ReplyDecoder } from './reply-decoder.ts';
import { relativeDates } from './resolve-date.ts';
import type { GrammarName } from './trace.ts';
import { type GrammarSampler, type Random, seededRandom } from './xgrammar.fixture.ts';

export interface SampledCalls {
  readonly completed: number;
  /** What was wrong with a completed call, and the call. */
  readonly invalid: readonly string[];
  /** Calls that did not end within `maxTokens`. */
  readonly cutOff: number;
  readonly tokens: number;
  readonly compileMilliseconds: number;
  /** For the mask, the choice and the acceptance of one token. */
  readonly microsecondsPerToken: number;
}

export interface SampleCallsOptions {
  readonly name: GrammarName;
  /** Draws until so many calls came to their end. */
  readonly completed: number;
  readonly maxTokens: number;
  readonly closing: number;
  readonly seed: number;
}

/** Written out once more, so that a slip in the table or in the grammar shows. */
const ordinary = [
  ...['send_message', 'core_memory_append', 'core_memory_replace', 'conversation_search'],
  ...['conversation_search_date', 'archival_memory_insert', 'archival_memory_search'],
  ...['archival_memory_replace', 'memory_read'],
];
const offered: Readonly<Record<GrammarName, readonly string[]>> = {
  'all-functions': ordinary,
  'with-timers': [...ordinary, 'pause_heartbeats'],
  'read-only': [
    ...['send_message', 'conversation_search', 'conversation_search_date', 'archival_memory_search'],
    'memory_read',
  ],
  'memory-turn': [
    ...['core_memory_append', 'core_memory_replace', 'archival_memory_insert', 'archival_memory_replace'],
    'summarize',
  ],
  summarize: ['summarize'],
  'send-message': ['send_message'],
};

export const grammarNames: readonly GrammarName[] = [
  'all-functions',
  'with-timers',
  'read-only',
  'memory-turn',
  'summarize',
  'send-message',
];

const blocks = ['human', 'persona'];

/** Draws calls under one of our grammars, and holds every one that came to its end against what it promises. */
export async function sampleCalls(
  sampler: GrammarSampler,
  { name, completed, maxTokens, closing, seed }: SampleCallsOptions,
): Promise<SampledCalls> {
  const text = grammar(name, blocks);
  const random = seededRandom(seed);
  const compileMilliseconds = await sampler.compile(text);
  const invalid: string[] = [];
  let [done, cutOff, tokens, milliseconds] = [0, 0, 0, 0];
  while (done < completed) {
    const started = performance.now();
    const sample = await sampler.sample(text, { random, closing, maxTokens });
    milliseconds += performance.now() - started;
    tokens += sample.tokens;
    if (sample.finish === 'length') {
      cutOff += 1;
      if (cutOff > completed) throw new Error(`More calls were cut off than completed under ${name}.`);
      continue;
    }
    done += 1;
    const problem = problemOf(sample.text, name, random);
    if (problem) invalid.push(`${problem}: ${sample.text}`);
  }
  const microsecondsPerToken = (1000 * milliseconds) / Math.max(1, tokens);
  return { completed: done, invalid, cutOff, tokens, compileMilliseconds, microsecondsPerToken };
}

/** The same as a line of a report. */
export function describeSampled({ completed, invalid, cutOff, ...cost }: SampledCalls): string {
  const share = ((100 * cutOff) / (completed + cutOff)).toFixed(1);
  const compiled = `compiled in ${cost.compileMilliseconds.toFixed(0)} ms`;
  const each = `${cost.microsecondsPerToken.toFixed(0)} µs a token`;
  return `${completed} completed, ${invalid.length} invalid, ${share} % cut off, ${compiled}, ${each}`;
}

function problemOf(output: string, name: GrammarName, random: Random): string | null {
  const parsed = parseCall(output);
  if (!parsed.ok) return parsed.message;
  const { call } = parsed;
  const { spec } = call;
  const args: Readonly<Record<string, unknown>> = call.arguments;
  if (!offered[name].includes(call.name)) return `${spec.name} is not offered under ${name}`;
  const json: Record<string, unknown> = JSON.parse(output);
  const keys = Object.keys(json).filter((key) => key !== 'thought');
  const expected = ['function', 'arguments', ...(asksHeartbeat(spec) ? ['request_heartbeat'] : [])];
  if (keys.join() !== expected.join()) return 'the call has other keys';
  const parameters = spec.parameters.filter(({ name: it, optional }) => !optional || it in args);
  const names = parameters.map((parameter) => parameter.name);
  if (Object.keys(args).join() !== names.join()) return 'the arguments have other keys';
  for (const { name: parameter, kind } of parameters) {
    const value = args[parameter];
    if (kind === 'document' && !/^f[1-9]\d*$/.test(String(value))) return `${value} is no document`;
    if (kind === 'label' && !blocks.includes(String(value))) return `${value} is no block`;
    if (kind === 'date' && !isDate(String(value))) return `${value} is no date`;
  }
  if (call.name !== 'send_message') return null;
  return decode(output, random) === wellFormed(call.arguments.message)
    ? null
    : 'the reply streams differently';
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) || relativeDates.some((date) => date === text);
}

/** The reply as it streams, in pieces of any length. */
function decode(output: string, random: Random): string {
  const decoder = new ReplyDecoder();
  let streamed = '';
  for (let at = 0; at < output.length; ) {
    const length = 1 + Math.floor(random() * 6);
    streamed += decoder.push(output.slice(at, at + length));
    at += length;
  }
  return streamed;
}

/** Half a surrogate pair is no character: decoders write U+FFFD for it. */
function wellFormed(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}
