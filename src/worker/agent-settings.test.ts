import { expect, test } from 'vitest';
import { parseAgentSettings } from './agent-settings.ts';

const atFirst = { heartbeatMinutes: null, readahead: true };

test('settings survive being stored', () => {
  const settings = { heartbeatMinutes: 15, readahead: false };
  expect(parseAgentSettings(JSON.stringify(settings))).toEqual(settings);
});

test.each([
  '',
  '{',
  'null',
  '7',
  '[]',
  '{"heartbeatMinutes":"x"}',
  '{"heartbeatMinutes":-1}',
  '{"heartbeatMinutes":1e9}',
])('what is unreadable is as at first: %s', (json) => {
  expect(parseAgentSettings(json)).toEqual(atFirst);
});
