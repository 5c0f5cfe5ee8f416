import { GrammarCompiler, GrammarMatcher, TokenizerInfo } from '@mlc-ai/web-xgrammar';
import { beforeAll, expect, test } from 'vitest';
import { grammar } from './grammar.ts';
import type { GrammarName } from './trace.ts';

/** One token for each byte: enough to ask the engine's own matcher what a grammar accepts. */
let compiler: Awaited<ReturnType<typeof GrammarCompiler.createGrammarCompiler>>;

beforeAll(async () => {
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  );
  const info = await TokenizerInfo.createTokenizerInfo(
    [...bytes, '</s>'],
    'byte_fallback',
    false,
    257,
    [256],
  );
  compiler = await GrammarCompiler.createGrammarCompiler(info);
});

async function accepts(name: GrammarName, output: string): Promise<boolean> {
  const compiled = await compiler.compileGrammar(grammar(name, ['human', 'persona']));
  const matcher = await GrammarMatcher.createGrammarMatcher(compiled);
  for (const byte of new TextEncoder().encode(output)) {
    if (!matcher.acceptToken(byte)) return false;
  }
  return matcher.acceptToken(256);
}

const reply =
  '{"function":"send_message","arguments":{"message":"Grüße 😀 \\"x\\"\\n","sources":["d3","m12"]}}';
const append =
  '{"thought":"note it","function":"core_memory_append","arguments":{"label":"human","content":"Name: Ada"},"request_heartbeat":true}';
const search =
  '{"thought":"","function":"archival_memory_search","arguments":{"query":"notice","page":12},"request_heartbeat":false}';
const summary =
  '{"function":"summarize","arguments":{"summary":"They spoke.","keep":[],"reflections":["Prefers tea.","Lives in Kraków."]}}';
const rest = '{"thought":"t","function":"pause_heartbeats","arguments":{"minutes":360}}';
const byDate =
  '{"thought":"t","function":"conversation_search_date","arguments":{"start_date":"last week","end_date":"today","page":1},"request_heartbeat":true}';
const read =
  '{"thought":"t","function":"memory_read","arguments":{"label":"m12","page":99},"request_heartbeat":true}';

test.each<[GrammarName, string]>([
  ['all-functions', reply],
  ['all-functions', reply.replace('["d3","m12"]', '[]')],
  ['all-functions', `{"thought":"short",${reply.slice(1)}`],
  ['all-functions', reply.replace('Grüße', '\\u00e9\\ud83d\\ude00')],
  ['all-functions', byDate],
  ['all-functions', byDate.replace('last week', '2026-03-01').replace('today', 'last sunday')],
  ['all-functions', read],
  ['all-functions', read.replace('m12', 'd99999').replace('99,', '1,')],
  ['with-timers', rest],
  ['with-timers', rest.replace('360', '1')],
  ['with-timers', rest.replace('360', '299')],
  ['with-timers', reply],
  ['with-timers', read],
  ['read-only', reply],
  ['read-only', search],
  ['summarize', summary.replace('[]', '["60 days","\\"x\\""]')],
  ['summarize', summary.replace(/"reflections":\[.*\]/, '"reflections":[]')],
  ['all-functions', append],
  ['all-functions', search],
  [
    'all-functions',
    '{"thought":"t","function":"conversation_search_date","arguments":{"start_date":"2026-03-01","end_date":"2026-03-31","page":1},"request_heartbeat":true}',
  ],
  [
    'all-functions',
    '{"thought":"t","function":"archival_memory_replace","arguments":{"label":"d3","content":""},"request_heartbeat":true}',
  ],
  ['send-message', reply],
  ['memory-turn', append],
  ['memory-turn', `{"thought":"done",${summary.slice(1)}`],
  ['summarize', summary],
])('%s accepts %s', async (name, output) => {
  expect(await accepts(name, output)).toBe(true);
});

test.each<[GrammarName, string, string]>([
  ['all-functions', 'an unknown function', reply.replace('send_message', 'http_request')],
  ['all-functions', 'an unknown block', append.replace('"human"', '"secrets"')],
  ['all-functions', 'a page of three digits', search.replace('12', '123')],
  ['all-functions', 'free white space', reply.replace(':', ': ')],
  ['all-functions', 'a raw line break in a string', reply.replace('\\n', '\n')],
  ['all-functions', 'summarize', summary],
  ['all-functions', 'text after the call', `${reply} `],
  ['all-functions', 'rest while timers are off', rest],
  ['all-functions', 'a word that is no date', byDate.replace('last week', 'next week')],
  ['all-functions', 'a relative date in capitals', byDate.replace('today', 'Today')],
  ['all-functions', 'a twentieth month', byDate.replace('today', '2026-20-01')],
  ['all-functions', 'page 0', read.replace('99', '0')],
  ['all-functions', 'a page as a string', read.replace('99', '"9"')],
  ['all-functions', 'a label that no hit has', read.replace('m12', 'human')],
  ['all-functions', 'a label of six digits', read.replace('m12', 'm123456')],
  ['all-functions', 'a source that is no label', reply.replace('d3', 'd0')],
  ['all-functions', 'half an escape', reply.replace('Grüße', '\\u00e')],
  ['all-functions', 'a call without its heartbeat', read.replace(',"request_heartbeat":true', '')],
  ['all-functions', 'a reply that asks for one', reply.replace('}}', '},"request_heartbeat":true}')],
  ['with-timers', 'no rest at all', rest.replace('360', '0')],
  ['with-timers', 'rest of more than six hours', rest.replace('360', '361')],
  ['read-only', 'a write to core memory', append],
  ['read-only', 'rest', rest],
  ['with-timers', 'summarize', `{"thought":"t",${summary.slice(1)}`],
  ['send-message', 'another function', append],
  ['send-message', 'a thought', `{"thought":"t",${reply.slice(1)}`],
  ['memory-turn', 'a reply to the person', `{"thought":"t",${reply.slice(1)}`],
  ['memory-turn', 'a search', search],
  ['memory-turn', 'rest', rest],
  ['summarize', 'another function', append],
  ['summarize', 'a list of numbers', summary.replace('[]', '[60]')],
  ['summarize', 'a list that ends in a comma', summary.replace('[]', '["a",]')],
])('%s refuses %s', async (name, _, output) => {
  expect(await accepts(name, output)).toBe(false);
});
