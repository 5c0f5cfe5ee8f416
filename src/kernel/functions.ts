/*
 * The one function table. The grammar, the model's description, the validator and the heartbeat policy are
 * all made from it, so that what is offered, what can be written and what is understood are the same.
 * Names as MemGPT's and Letta's users know them.
 */

export type ParameterKind =
  | 'text'
  | 'label'
  | 'date'
  | 'page'
  | 'hit'
  | 'hits'
  | 'minutes'
  | 'texts'
  | 'document';

export interface Parameter {
  readonly name: string;
  /**
   * - `text`: any string; `texts`: a list of strings;
   * - `label`: a core memory block's label;
   * - `date`: `YYYY-MM-DD` or a relative word (resolve-date.ts); `page`: a result page, from 1; `minutes`: 1 to 360;
   * - `hit`: a search hit's label, such as d3 or m12; `hits`: a list of them;
   * - `document`: a document's label, such as f2.
   */
  readonly kind: ParameterKind;
  /** May be left out; such parameters come last. */
  readonly optional?: true;
}

/**
 * Whether the run goes on after the call: MemGPT left it to the model's `request_heartbeat` alone, which half
 * of the small models' failures came from. A search is pointless unless its result is read (`continue`);
 * a write goes on until the person was answered (`until-answered`); `yield` ends the run.
 */
export type HeartbeatPolicy = 'continue' | 'until-answered' | 'yield';

export interface FunctionSpec {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly heartbeat: HeartbeatPolicy;
  /** `always`, or only in a memory turn, or only while timers are on. */
  readonly offered: 'always' | 'memory-turn' | 'timers';
  /** Kept in a memory turn, in which nothing is said to the person. */
  readonly memory: boolean;
}

export const functions = [
  {
    name: 'send_message',
    description: 'the only words the person sees; sources: labels of the hits it rests on',
    parameters: [
      { name: 'message', kind: 'text' },
      { name: 'sources', kind: 'hits' },
    ],
    heartbeat: 'yield',
    offered: 'always',
    memory: false,
  },
  {
    name: 'core_memory_append',
    description: 'add a line to a block',
    parameters: [
      { name: 'label', kind: 'label' },
      { name: 'content', kind: 'text' },
    ],
    heartbeat: 'until-answered',
    offered: 'always',
    memory: true,
  },
  {
    name: 'core_memory_replace',
    description:
      'correct a block: old_content is text that stands there or a line number, new_content "" deletes it',
    parameters: [
      { name: 'label', kind: 'label' },
      { name: 'old_content', kind: 'text' },
      { name: 'new_content', kind: 'text' },
    ],
    heartbeat: 'until-answered',
    offered: 'always',
    memory: true,
  },
  {
    name: 'conversation_search',
    description: 'search everything said before',
    parameters: [
      { name: 'query', kind: 'text' },
      { name: 'page', kind: 'page' },
    ],
    heartbeat: 'continue',
    offered: 'always',
    memory: false,
  },
  {
    name: 'conversation_search_date',
    description: 'what was said between two days: YYYY-MM-DD, or words such as "yesterday", "last week"',
    parameters: [
      { name: 'start_date', kind: 'date' },
      { name: 'end_date', kind: 'date' },
      { name: 'page', kind: 'page' },
    ],
    heartbeat: 'continue',
    offered: 'always',
    memory: false,
  },
  {
    name: 'archival_memory_insert',
    description: 'store a note for good',
    parameters: [{ name: 'content', kind: 'text' }],
    heartbeat: 'until-answered',
    offered: 'always',
    memory: true,
  },
  {
    name: 'archival_memory_search',
    description: "search the person's documents and your notes; document: only that one, such as f2",
    parameters: [
      { name: 'query', kind: 'text' },
      { name: 'page', kind: 'page' },
      { name: 'document', kind: 'document', optional: true },
    ],
    heartbeat: 'continue',
    offered: 'always',
    memory: false,
  },
  {
    name: 'archival_memory_replace',
    description: 'rewrite one of your notes; content "" removes it',
    parameters: [
      { name: 'label', kind: 'hit' },
      { name: 'content', kind: 'text' },
    ],
    heartbeat: 'until-answered',
    offered: 'always',
    memory: true,
  },
  {
    name: 'memory_read',
    description: 'read on around a hit',
    parameters: [
      { name: 'label', kind: 'hit' },
      { name: 'page', kind: 'page' },
    ],
    heartbeat: 'continue',
    offered: 'always',
    memory: false,
  },
  {
    name: 'pause_heartbeats',
    description: 'no timed events for some minutes',
    parameters: [{ name: 'minutes', kind: 'minutes' }],
    heartbeat: 'yield',
    offered: 'timers',
    memory: false,
  },
  {
    name: 'summarize',
    description:
      'end the memory turn: what was talked about, words to keep exactly, reflections worth a note each',
    parameters: [
      { name: 'summary', kind: 'text' },
      { name: 'keep', kind: 'texts' },
      { name: 'reflections', kind: 'texts' },
    ],
    heartbeat: 'yield',
    offered: 'memory-turn',
    memory: true,
  },
] as const satisfies readonly FunctionSpec[];

/** Whether a call carries `request_heartbeat`: where the policy leaves the model a say, or did in MemGPT. */
export function asksHeartbeat({ heartbeat }: FunctionSpec): boolean {
  return heartbeat !== 'yield';
}

type Row = (typeof functions)[number];

export type FunctionName = Row['name'];

/** What each kind of parameter is once parsed. */
interface Values {
  text: string;
  label: string;
  date: string;
  hit: string;
  document: string;
  page: number;
  minutes: number;
  hits: readonly string[];
  texts: readonly string[];
}

/** A function's arguments by name, as its row of the table has them. */
export type ArgumentsOf<Name extends FunctionName> = {
  readonly [Each in Required<ParameterOf<Name>> as Each['name']]: Values[Each['kind']];
} & {
  readonly [Each in Optional<ParameterOf<Name>> as Each['name']]?: Values[Each['kind']];
};

type ParameterOf<Name extends FunctionName> = Extract<Row, { name: Name }>['parameters'][number];
type Optional<Each> = Extract<Each, { readonly optional: true }>;
type Required<Each> = Exclude<Each, { readonly optional: true }>;

/** A call's function and arguments, told apart by `name`. */
export type NamedCall = {
  [Name in FunctionName]: { readonly name: Name; readonly arguments: ArgumentsOf<Name> };
}[FunctionName];

/** How the system instructions describe the functions of an ordinary step, a line each. */
export function describeFunctions(): string {
  return ordinary()
    .map((spec) => `- ${signature(spec)}: ${spec.description}`)
    .join('\n');
}

/** The same for a small window: names and parameters alone. */
export function listFunctions(): string {
  return ordinary().map(signature).join(', ');
}

function ordinary(): FunctionSpec[] {
  return functions.filter((spec) => spec.offered === 'always');
}

function signature({ name, parameters }: FunctionSpec): string {
  const named = parameters.map((it) => (it.optional ? `${it.name}?` : it.name));
  return `${name}(${named.join(', ')})`;
}
