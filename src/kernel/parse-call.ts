import { asksHeartbeat, type FunctionSpec, functions, type NamedCall, type Parameter } from './functions.ts';

/** A function call as the model wrote it, validated against the function table. */
export type FunctionCall = NamedCall & {
  readonly thought: string;
  readonly spec: FunctionSpec;
  /** False where the function does not carry it. */
  readonly requestHeartbeat: boolean;
};

export type ParsedCall =
  | { readonly ok: true; readonly call: FunctionCall }
  /** `message` is for the model: what was wrong and what is allowed. */
  | { readonly ok: false; readonly message: string };

/**
 * Parses one completion. Under the grammar only a cut-off can fail here; the checks are complete all the
 * same, because a model may run without a grammar and because stored output is parsed again.
 */
export function parseCall(output: string): ParsedCall {
  const json = parseJson(withoutThinkBlock(output));
  if (!isRecord(json)) return failed('Your output was not one complete JSON object.');
  const spec: FunctionSpec | undefined = functions.find((it) => it.name === json.function);
  if (!spec) return failed(`There is no function "${String(json.function)}". Functions: ${names()}.`);
  if (!isRecord(json.arguments)) return failed(`${spec.name} needs "arguments".`);
  const args: Record<string, ParsedValue> = {};
  for (const parameter of spec.parameters) {
    const given = json.arguments[parameter.name];
    if (parameter.optional && (given === undefined || given === null)) continue;
    const value = parseArgument(parameter, given);
    if (value === null) return failed(`${spec.name}: "${parameter.name}" must be ${expectation(parameter)}.`);
    args[parameter.name] = value;
  }
  return {
    ok: true,
    call: {
      // Every parameter of the row was parsed to its kind: this is where the table becomes a type.
      ...({ name: spec.name, arguments: args } as NamedCall),
      thought: typeof json.thought === 'string' ? json.thought : '',
      spec,
      requestHeartbeat: asksHeartbeat(spec) && json.request_heartbeat === true,
    },
  };
}

type ParsedValue = string | number | readonly string[];

/** Some models open with a think block although told not to; it is echoed, but it is no part of the call. */
export function withoutThinkBlock(output: string): string {
  return output.replace(/^\s*<think>[\s\S]*?<\/think>\s*/, '');
}

function parseArgument({ kind }: Parameter, value: unknown): ParsedValue | null {
  switch (kind) {
    case 'page':
      return isWholeNumber(value, 1, 99) ? value : null;
    case 'minutes':
      return isWholeNumber(value, 1, 360) ? value : null;
    case 'hits':
      return isList(value) && value.every((it) => hitLabel.test(it)) ? value : null;
    case 'texts':
      return isList(value) ? value : null;
    case 'hit':
      return typeof value === 'string' && hitLabel.test(value) ? value : null;
    case 'document':
      return typeof value === 'string' && documentLabel.test(value) ? value : null;
    case 'date':
    case 'text':
    case 'label':
      return typeof value === 'string' ? value : null;
  }
}

const hitLabel = /^[dm][1-9]\d{0,4}$/;
const documentLabel = /^f[1-9]\d{0,3}$/;

function expectation({ kind }: Parameter): string {
  const expectations: Record<Parameter['kind'], string> = {
    page: 'a whole number from 1 to 99',
    minutes: 'a whole number from 1 to 360',
    hits: 'a list of labels such as ["d3","m12"], or []',
    texts: 'a list of strings',
    hit: 'a label such as "d3" or "m12"',
    document: 'the label of a document such as "f2"',
    date: 'a date such as "2026-03-12"',
    text: 'a string',
    label: 'the label of a block',
  };
  return expectations[kind];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((it) => typeof it === 'string');
}

function isWholeNumber(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function names(): string {
  return functions.map((spec) => spec.name).join(', ');
}

function failed(message: string): ParsedCall {
  return { ok: false, message };
}
