import { describe, expect, test } from 'vitest';
import type { Message } from '../kernel/message.ts';
import * as data from './gallery-data.fixture.ts';
import { transcriptEntries } from './transcript-entries.ts';

const conversation = { summary: null };
const entriesOf = (...messages: readonly Message[]) =>
  transcriptEntries({ conversation, messages, partialReply: null });

test('a run is one turn: its calls with their results, and its replies, in order', () => {
  const [said, turn, ...rest] = entriesOf(
    data.said('r1', 'When?'),
    data.called('r1', 'archival_memory_search', { query: 'notice' }, 'Look it up.'),
    data.message('user', 'r1', [
      data.result('archival_memory_search', 'Showing 1–2', ['passage', 'passage']),
    ]),
    data.called('r1', 'core_memory_append', { label: 'human' }),
    data.message('user', 'r1', [data.result('core_memory_append', 'Done.')]),
    data.replied('r1', 'In April.', data.cited),
  );
  expect(rest).toEqual([]);
  expect(said).toMatchObject({ type: 'said', text: 'When?' });
  expect(turn).toMatchObject({
    type: 'turn',
    items: [
      {
        type: 'memory',
        acts: [
          {
            functionName: 'archival_memory_search',
            thought: 'Look it up.',
            result: { message: 'Showing 1–2' },
          },
          { functionName: 'core_memory_append', result: { message: 'Done.' } },
        ],
      },
      { type: 'reply', text: 'In April.', interrupted: null, citations: data.cited },
    ],
  });
});

test('a result that travels with the next words belongs to the call before them', () => {
  const entries = entriesOf(
    data.said('r1', 'Note it.'),
    data.replied('r1', 'I will.'),
    data.called('r1', 'archival_memory_insert', { content: 'x' }),
    data.said('r2', 'Thanks', [data.result('archival_memory_insert', 'Stored.')]),
  );
  expect(entries.map((it) => it.type)).toEqual(['said', 'turn', 'said']);
  expect(entries[1]).toMatchObject({
    items: [{ type: 'reply' }, { acts: [{ result: { message: 'Stored.' } }] }],
  });
});

test('of two equal calls each gets its own result', () => {
  const search = () => data.called('r1', 'conversation_search', { query: 'garage' });
  const answer = (text: string) => data.message('user', 'r1', [data.result('conversation_search', text)]);
  const [turn] = entriesOf(search(), answer('first'), search(), answer('second'));
  expect(turn).toMatchObject({
    items: [{ acts: [{ result: { message: 'first' } }, { result: { message: 'second' } }] }],
  });
});

test('what was fetched unasked stands under the question, wherever it travelled', () => {
  const entries = entriesOf(
    data.said('r1', 'When?', [data.fetched]),
    data.called('r1', 'conversation_search', { query: 'when' }),
    data.replied('r1', 'In April.'),
  );
  expect(entries.map((it) => it.type)).toEqual(['said', 'turn']);
  expect(entries[1]).toMatchObject({
    items: [
      { acts: [{ arguments: null, result: { ok: true, hits: data.fetched.hits } }, { arguments: {} }] },
      { type: 'reply' },
    ],
  });
});

test('a result whose call is not shown any more is left out', () => {
  const [entry, ...rest] = entriesOf(
    data.said('r1', 'When?', [data.result('conversation_search', 'Two', ['message'])]),
  );
  expect(entry).toMatchObject({ type: 'said' });
  expect(rest).toEqual([]);
});

describe('a run that nobody asked for', () => {
  test('is a turn of its own, and says what woke it', () => {
    const entries = entriesOf(
      data.said('r1', 'Hello'),
      data.replied('r1', 'Good day'),
      data.message('user', 'r2', [{ type: 'memory_turn', at: 1 }]),
      data.called('r2', 'archival_memory_insert', { content: 'x' }),
      data.message('user', 'r2', [data.result('archival_memory_insert', 'Stored.')]),
      data.called('r2', 'summarize', { summary: 'y' }),
      data.message('user', 'r3', [{ type: 'timer', at: 1 }]),
      data.called('r3', 'pause_heartbeats', { minutes: 60 }),
    );
    expect(entries.slice(1)).toMatchObject([
      { type: 'turn', cause: 'words' },
      {
        type: 'turn',
        cause: 'memory-turn',
        items: [{ acts: [{ result: { message: 'Stored.' } }, { functionName: 'summarize' }] }],
      },
      { type: 'turn', cause: 'timer' },
    ]);
  });

  test('is nothing to tell when nothing came of it', () => {
    const entries = entriesOf(
      data.message('user', 'r2', [{ type: 'memory_turn', at: 1 }]),
      data.message('user', 'r3', [{ type: 'timer', at: 1 }]),
    );
    expect(entries).toEqual([]);
  });
});

test('versions of what was said take the same place', () => {
  const first = data.said('r1', 'When?');
  const second = { ...data.said('r2', 'When exactly?'), parentId: first.parentId };
  expect(entriesOf(second)[0]?.key).toBe(entriesOf(first)[0]?.key);
});

test('that a reply was delivered is nothing to tell', () => {
  const entries = entriesOf(
    data.said('r1', 'Hello'),
    data.replied('r1', 'Good day'),
    data.said('r2', 'Bye', [data.result('send_message', 'Sent.')]),
  );
  expect(entries.map((it) => it.type)).toEqual(['said', 'turn', 'said']);
});

test('documents and answers by search stand for themselves', () => {
  const answer = {
    type: 'search_answer',
    at: 1,
    query: 'x',
    byMeaning: false,
    total: 0,
    citations: [],
  } as const;
  const entries = entriesOf(
    data.said(null, 'Where?', [data.leaseAdded]),
    data.message('assistant', null, [answer]),
  );
  expect(entries.map((it) => it.type)).toEqual(['document', 'said', 'search']);
});

describe('an interruption', () => {
  const reason = { type: 'run_interrupted', at: 1, reason: 'Closed' } as const;

  test('shows where nothing had been written', () => {
    const entries = entriesOf(data.said('r1', 'Hello'), data.said('r2', 'Again', [reason]));
    expect(entries.map((it) => it.type)).toEqual(['said', 'interrupted', 'said']);
    expect(entries[1]).toMatchObject({ askedId: entries[0]?.type === 'said' && entries[0].messageId });
  });

  test('shows by the reply itself where one was cut off', () => {
    const cut = data.message('assistant', 'r1', [
      {
        type: 'call',
        thought: '',
        functionName: 'send_message',
        arguments: {},
        reply: 'Two',
        interrupted: 'stopped',
        citations: [],
      },
    ]);
    const entries = entriesOf(data.said('r1', 'Hello'), cut, data.said('r2', 'Again', [reason]));
    expect(entries.map((it) => it.type)).toEqual(['said', 'turn', 'said']);
    expect(entries[1]).toMatchObject({ items: [{ interrupted: 'stopped' }] });
  });
});

describe('a reply kept in part', () => {
  const messages = [data.said('r1', 'Hello'), data.said('r2', 'Again')];
  const partial = (runId: string) => ({ conversationId: 'c1', runId, text: 'Two', at: 1 });

  test('stands with its run', () => {
    const entries = transcriptEntries({ conversation, messages, partialReply: partial('r1') });
    expect(entries.map((it) => it.type)).toEqual(['said', 'interrupted', 'said']);
  });

  test('stands at the end when its run has no message here', () => {
    const entries = transcriptEntries({ conversation, messages, partialReply: partial('r9') });
    expect(entries.map((it) => it.type)).toEqual(['said', 'said', 'interrupted']);
  });
});

describe('what has left the queue', () => {
  const messages = [
    ...[data.said('r1', 'Old'), data.replied('r1', 'Older')],
    ...[data.said('r2', 'New'), data.replied('r2', 'Newer')],
    data.said('r3', 'Newest'),
  ].map((message, at, all) => ({ ...message, parentId: all[at - 1]?.id ?? null }));
  const through = (at: number) => ({
    ...{ text: `So far ${at}`, label: 'm1', messages: at + 1, createdAt: 1, by: 'model' as const },
    throughMessageId: messages[at]?.id ?? '',
  });
  const typesOf = (evicted: number, shown = messages) =>
    transcriptEntries({
      conversation: { summary: through(evicted) },
      messages: shown,
      partialReply: null,
    }).map((it) => (it.type === 'paged' ? it.summary : it.type));

  test('ends with one divider, which holds what the model has of it and moves with the next flush', () => {
    const line = (at: number) => ({ text: `So far ${at}`, messages: at + 1, by: 'model' });
    expect(typesOf(1)).toEqual(['said', 'turn', line(1), 'said', 'turn', 'said']);
    expect(typesOf(3)).toEqual(['said', 'turn', 'said', 'turn', line(3), 'said']);
  });

  test('is told above what the window holds, wherever the pages of a long chat were cut', () => {
    const line = expect.objectContaining({ text: 'So far 1' });
    expect(typesOf(1, messages.slice(1))).toEqual(['turn', line, 'said', 'turn', 'said']);
    expect(typesOf(1, messages.slice(2))).toEqual([line, 'said', 'turn', 'said']);
    expect(typesOf(1, messages.slice(3))).toEqual(['turn', 'said']);
  });
});

test('a new day is told where it begins, and a turn that goes on past midnight stays whole', () => {
  const at = (message: Message, time: string) => ({ ...message, createdAt: new Date(time).getTime() });
  const entries = entriesOf(
    at(data.said('r1', 'Late'), '2026-03-01T23:58:00'),
    at(data.called('r1', 'conversation_search', { query: 'late' }), '2026-03-01T23:59:00'),
    at(data.message('user', 'r1', [data.result('conversation_search', 'Two')]), '2026-03-02T00:01:00'),
    at(data.replied('r1', 'Good night'), '2026-03-02T00:01:00'),
    at(data.said('r2', 'Early'), '2026-03-02T08:00:00'),
    at(data.said('r3', 'Much later'), '2026-05-09T08:00:00'),
    at(data.replied('r3', 'Long time'), '2026-05-09T08:01:00'),
  );
  expect(entries.map((it) => (it.type === 'day' ? new Date(it.at).getDate() : it.type))).toEqual([
    ...['said', 'turn', 2, 'said', 9, 'said', 'turn'],
  ]);
  expect(new Set(entries.map((it) => it.key)).size).toBe(entries.length);
});

test('a reply that was gone on with is one text, in one turn; each run takes back its own memory', () => {
  const asks = { type: 'continue', at: 1, after: 'In' } as const;
  const begun = data.replied('r1', 'In');
  const [call] = begun.parts;
  if (call?.type !== 'call') throw new Error('There is no call.');
  const [, turn, ...rest] = entriesOf(
    data.said('r1', 'When?'),
    data.called('r1', 'core_memory_append', { label: 'human' }),
    data.message('user', 'r1', [data.result('core_memory_append', 'Done.')]),
    { ...begun, parts: [{ ...call, interrupted: 'stopped' }] },
    data.message('user', 'r2', [{ type: 'run_interrupted', at: 1, reason: 'Stopped' }, asks]),
    data.called('r2', 'archival_memory_insert', { content: 'x' }),
    data.message('user', 'r2', [data.result('archival_memory_insert', 'Stored.')]),
    { ...data.replied('r2', 'April.'), leftOut: true },
  );
  expect(rest).toEqual([]);
  if (turn?.type !== 'turn') throw new Error('There is no turn.');
  expect(turn.runId).toBe('r1');
  expect(turn.items.map((it) => (it.type === 'memory' ? it.runId : it.text))).toEqual([
    undefined,
    'r2',
    'In April.',
  ]);
  const reply = turn.items.at(-1);
  expect(reply).toMatchObject({ interrupted: null, leftOut: true, earlierIds: [begun.id] });
});

test('an interrupted reply of which nothing came yet stays as it is', () => {
  const begun = data.replied('r1', 'In');
  const [call] = begun.parts;
  if (call?.type !== 'call') throw new Error('There is no call.');
  const entries = entriesOf(
    data.said('r1', 'When?'),
    { ...begun, parts: [{ ...call, interrupted: 'stopped' }] },
    data.message('user', 'r2', [{ type: 'continue', at: 1, after: 'In' }]),
  );
  expect(entries).toHaveLength(2);
  expect(entries[1]).toMatchObject({ items: [{ type: 'reply', text: 'In', interrupted: 'stopped' }] });
});
