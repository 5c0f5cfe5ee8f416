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

test.each<[GrammarName, string]>([
  ['all-functions', reply],
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
  ['send-message', 'another function', append],
  ['memory-turn', 'a reply to the person', `{"thought":"t",${reply.slice(1)}`],
  ['summarize', 'another function', append],
])('%s refuses %s', async (name, _, output) => {
  expect(await accepts(name, output)).toBe(false);
});
