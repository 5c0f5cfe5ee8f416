import { expect, test } from 'vitest';
import { asksHeartbeat, functions, type Parameter } from './functions.ts';
import { parseCall } from './parse-call.ts';

const examples: Record<string, Record<string, unknown>> = {
  send_message: { message: 'Hello', sources: ['d1', 'm12'] },
  core_memory_append: { label: 'human', content: 'Name: Ada' },
  core_memory_replace: { label: 'human', old_content: 'Ada', new_content: '' },
  conversation_search: { query: 'garage', page: 1 },
  conversation_search_date: { start_date: '2026-03-01', end_date: '2026-03-12', page: 2 },
  archival_memory_insert: { content: 'The deposit is two rents.' },
  archival_memory_search: { query: 'deposit', page: 1 },
  archival_memory_replace: { label: 'd3', content: 'Three rents.' },
  memory_read: { label: 'm12', page: 1 },
  pause_heartbeats: { minutes: 30 },
  summarize: {
    summary: 'They spoke of the lease.',
    keep: ['60 days'],
    reflections: ['Prefers written notice.'],
  },
};

test.each(functions.map((spec) => [spec.name, spec] as const))('%s is parsed', (name, spec) => {
  const args = examples[name];
  const output = JSON.stringify({ thought: 'why', function: name, arguments: args, request_heartbeat: true });
  const parsed = parseCall(output);
  if (!parsed.ok) throw new Error(parsed.message);
  expect(parsed.call.spec).toBe(spec);
  expect(parsed.call.arguments).toEqual(args);
  expect(parsed.call.thought).toBe('why');
  expect(parsed.call.requestHeartbeat).toBe(asksHeartbeat(spec));
});

test.each(functions.map((spec) => [spec.name, spec] as const))(
  '%s without an argument is refused',
  (name, spec) => {
    const needed: readonly Parameter[] = spec.parameters;
    for (const { name: missing } of needed.filter(({ optional }) => !optional)) {
      const args = { ...examples[name] };
      delete args[missing];
      const parsed = parseCall(JSON.stringify({ function: name, arguments: args }));
      expect(parsed.ok ? '' : parsed.message).toContain(missing);
    }
  },
);

test('a think block before the call is passed over', () => {
  const parsed = parseCall(
    '<think>\n\n</think>\n\n{"function":"memory_read","arguments":{"label":"d3","page":1}}',
  );
  expect(parsed.ok && parsed.call.spec.name).toBe('memory_read');
});

test.each([
  ['prose', 'Hello there'],
  ['a cut-off call', '{"function":"send_message","arguments":{"message":"Hel'],
  ['a list', '[]'],
  ['null', 'null'],
  ['no arguments', '{"function":"send_message"}'],
  ['arguments of another shape', '{"function":"memory_read","arguments":["d3"]}'],
])('%s is refused with a message', (_, output) => {
  const parsed = parseCall(output);
  expect(parsed.ok).toBe(false);
});

test('an unknown function is answered with the known ones', () => {
  const parsed = parseCall('{"function":"http_request","arguments":{}}');
  expect(parsed.ok ? '' : parsed.message).toContain('send_message');
});
