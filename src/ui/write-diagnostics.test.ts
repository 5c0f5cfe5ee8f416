import { expect, test } from 'vitest';
import { initialState } from './app-state.ts';
import * as data from './gallery-data.fixture.ts';
import * as models from './gallery-models.fixture.ts';
import { type DiagnosticFacts, writeDiagnostics } from './write-diagnostics.ts';

const part = (complete: boolean) => ({ bytes: 10, cachedBytes: complete ? 10 : 0, complete });
const facts: DiagnosticFacts = {
  label: '0.1.0 (3f9c21ab)',
  browser: 'A browser',
  isolated: true,
  capability: { webgpu: false, reason: 'It is switched off.', memoryGb: 8, simd: true },
  messages: 1204,
  notes: 3,
  groups: {
    documents: part(true),
    embedder: part(false),
    model: part(false),
    cpu: part(false),
    compat: part(false),
  },
};
const state = {
  ...initialState,
  blocks: data.blocks,
  conversations: data.conversations,
  documents: data.documents,
  model: models.ready,
};

test('versions, the device and counts are told', () => {
  const text = writeDiagnostics(facts, state);
  expect(text).toContain('Pagefile: 0.1.0 (3f9c21ab)');
  expect(text).toContain('Graphics: no WebGPU (It is switched off.)');
  expect(text).toContain('Device memory: 8 GB');
  expect(text).toContain(`Recall: 1,204 messages in ${data.conversations.length} chats`);
  expect(text).toContain('Archival: 3 notes, ');
  expect(text).toContain('Offline parts: documents yes, embedder no');
  expect(text).toContain(`Model: ${models.ready.row.id}, `);
});

test('nothing that was said, dropped, remembered or named is told', () => {
  const own = { ...models.ready, row: { ...models.ready.row, id: 'my-secret.gguf', origin: 'own' as const } };
  const text = writeDiagnostics(facts, { ...state, model: own });
  const content = [
    ...data.documents.map((it) => it.name),
    ...data.conversations.map((it) => it.title),
    ...data.blocks.flatMap((it) => it.value.split('\n')),
    'my-secret.gguf',
  ].filter((words) => words !== '');
  expect(content.length).toBeGreaterThan(5);
  expect(content.filter((words) => text.includes(words))).toEqual([]);
  expect(text).toContain('Model: an own file, ');
});

test('what the worker could not tell is said to be unknown', () => {
  const silent = { ...facts, capability: null, messages: null, notes: null, groups: null };
  const text = writeDiagnostics(silent, { ...state, model: { state: 'none' }, documents: [] });
  expect(text).toContain('Graphics: not told');
  expect(text).toContain('an unknown number of messages');
  expect(text).toContain('Documents: none');
});
