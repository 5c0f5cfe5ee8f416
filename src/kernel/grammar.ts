import { asksHeartbeat, type FunctionSpec, functions, type ParameterKind } from './functions.ts';
import { relativeDates } from './resolve-date.ts';
import type { GrammarName } from './trace.ts';

/** `xgrammar`: EBNF with a look at what may follow. `gbnf`: llama.cpp's. Rules read the same but for strings. */
export type GrammarDialect = 'xgrammar' | 'gbnf';

/**
 * The grammar that a step is decoded under: a malformed call cannot be written.
 *
 * No free white space (it doubled the tokens and caused every truncation in a fuzz of 40 runs) and no length
 * bounds (a `maxLength` of 200 took 13 s to compile); length is bounded by `maxTokens`. The thought comes
 * first, except that a reply may begin at once, so that its first word comes soon.
 *
 * @param blockLabels the blocks that the model may change; with none, the functions that change one are left out
 */
export function grammar(
  name: GrammarName,
  blockLabels: readonly string[],
  dialect: GrammarDialect = 'xgrammar',
): string {
  const offered = offeredFunctions(name).filter((spec) => blockLabels.length > 0 || !namesBlock(spec));
  const calls = offered.map((spec) => `${ruleName(spec)} ::= ${callRule(spec)}`);
  const call = `call ::= ${offered.map(ruleName).join(' | ')}`;
  return [rootRule(name), call, ...calls, ...sharedRules(blockLabels), ...stringRules[dialect]].join('\n');
}

/** The functions that may be called in a step of this kind. */
export function offeredFunctions(name: GrammarName): FunctionSpec[] {
  return functions.filter((spec) => isOffered(spec, name));
}

function namesBlock(spec: FunctionSpec): boolean {
  return spec.parameters.some(({ kind }) => kind === 'label');
}

function isOffered(spec: FunctionSpec, name: GrammarName): boolean {
  if (name === 'send-message') return spec.name === 'send_message';
  if (name === 'summarize') return spec.name === 'summarize';
  if (name === 'memory-turn') return spec.memory;
  if (name === 'read-only') return spec.offered === 'always' && !spec.memory;
  if (name === 'with-timers') return spec.offered !== 'memory-turn';
  return spec.offered === 'always';
}

function rootRule(name: GrammarName): string {
  const thinking = `"{" ${literal('"thought":')} string "," call "}"`;
  if (name === 'memory-turn') return `root ::= ${thinking}`;
  if (name === 'all-functions' || name === 'with-timers' || name === 'read-only')
    return `root ::= "{" send-message "}" | ${thinking}`;
  return 'root ::= "{" call "}"';
}

function ruleName(spec: FunctionSpec): string {
  return spec.name.replaceAll('_', '-');
}

function callRule(spec: FunctionSpec): string {
  const parameters = spec.parameters.map(({ name, kind, optional }, index) => {
    const key = `${index === 0 ? '' : ','}"${name}":`;
    const rule = `${literal(key)} ${valueRule[kind]}`;
    return optional ? `(${rule})?` : rule;
  });
  const head = literal(`"function":"${spec.name}","arguments":{`);
  const tail = asksHeartbeat(spec) ? `${literal('},"request_heartbeat":')} boolean` : literal('}');
  return `${head} ${parameters.join(' ')} ${tail}`;
}

const valueRule: Record<ParameterKind, string> = {
  text: 'string',
  texts: 'strings',
  label: 'label',
  date: 'date',
  page: 'page',
  hit: 'hit',
  hits: 'hits',
  document: 'document',
  minutes: 'minutes',
};

function sharedRules(blockLabels: readonly string[]): string[] {
  const labels = blockLabels.map((label) => literal(JSON.stringify(label)));
  return [
    ...(labels.length > 0 ? [`label ::= ${labels.join(' | ')}`] : []),
    'boolean ::= "true" | "false"',
    'page ::= [1-9] [0-9]?',
    'minutes ::= [1-9] [0-9]? | [1-2] [0-9] [0-9] | "3" [0-5] [0-9] | "360"',
    `date ::= "\\"" ([12] [0-9] [0-9] [0-9] "-" [01] [0-9] "-" [0-3] [0-9] | ${relativeDates.map(literal).join(' | ')}) "\\""`,
    'hit ::= "\\"" [dm] [1-9] [0-9]? [0-9]? [0-9]? [0-9]? "\\""',
    'document ::= "\\"f" [1-9] [0-9]? [0-9]? [0-9]? "\\""',
    'hits ::= "[]" | "[" hit ("," hit)* "]"',
    'strings ::= "[]" | "[" string ("," string)* "]"',
    'escape ::= ["\\\\/bfnrt] | "u" hex hex hex hex',
    'hex ::= [0-9A-Fa-f]',
  ];
}

const stringRules: Record<GrammarDialect, readonly string[]> = {
  // Recursive, with a look at what may follow, as xgrammar writes its own JSON strings: the mask is then
  // known beforehand. As a plain repetition it cost 22 ms a token with 150,000 tokens, against 0.2 ms.
  xgrammar: [
    'string ::= "\\"" rest',
    'rest ::= ("\\"" | [^"\\\\\\x00-\\x1F] rest | "\\\\" escape rest) (=[,}\\]])',
  ],
  // llama.cpp knows no look-ahead, and follows a repetition without a growing stack.
  gbnf: ['string ::= "\\"" ([^"\\\\\\x00-\\x1F\\x7F] | "\\\\" escape)* "\\""'],
};

/** A terminal that matches `text` exactly. */
function literal(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
