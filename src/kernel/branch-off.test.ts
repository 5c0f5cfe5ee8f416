import { expect, test } from 'vitest';
import { sampleConversation, sampleMessage } from '../storage/sample-rows.fixture.ts';
import { branchOff } from './branch-off.ts';
import { inheritCopies } from './inherit-copies.ts';

const path = ['m1', 'm2', 'm3', 'm4'].map((id, index, ids) =>
  sampleMessage(id, { parentId: ids[index - 1] ?? null, createdAt: index }),
);
const summary = {
  text: 'Before.',
  throughMessageId: 'm2',
  label: 'm1',
  messages: 2,
  createdAt: 1,
  by: 'model',
} as const;
const from = sampleConversation('c1', {
  title: 'Garage',
  headId: 'm4',
  summary,
  alerted: true,
  pending: [{ type: 'timer', at: 1 }],
  labels: { passages: 3, messages: 4 },
  pinned: true,
});

function branchAt(messageId: string) {
  let ids = 0;
  const clock = { now: () => 5000, timeZone: 'UTC' };
  const branch = branchOff(from, path, messageId, { clock, newId: () => `new${ids++}` });
  if (!branch) throw new Error('There is no branch.');
  return branch;
}

test('a branch is a path of its own that ends at the message', () => {
  const { conversation, messages } = branchAt('m3');
  expect(messages.map(({ id, parentId, copyOf }) => [id, parentId, copyOf])).toEqual([
    ['new1', null, 'm1'],
    ['new2', 'new1', 'm2'],
    ['new3', 'new2', 'm3'],
  ]);
  expect(messages.every((it) => it.conversationId === 'new0')).toBe(true);
  expect(messages.map((it) => it.createdAt)).toEqual([0, 1, 2]);
  expect(conversation).toMatchObject({
    id: 'new0',
    title: 'Branch: Garage',
    headId: 'new3',
    branchedFrom: 'c1',
    updatedAt: 5000,
    labels: { passages: 3, messages: 4 },
    summary: { text: 'Before.', throughMessageId: 'new2' },
    alerted: false,
    pending: [],
  });
  expect(conversation).not.toHaveProperty('pinned');
});

test('what had left the window is in it again where the branch begins before that', () => {
  expect(branchAt('m1').conversation.summary).toBeNull();
});

test('a branch of a branch repeats what was said first, and keeps its name', () => {
  const first = branchAt('m3');
  const [, second] = first.messages;
  let ids = 0;
  const clock = { now: () => 1, timeZone: 'UTC' };
  const again = branchOff(first.conversation, first.messages, second?.id ?? '', {
    clock,
    newId: () => `x${ids++}`,
  });
  expect(again?.messages.map((it) => it.copyOf)).toEqual(['m1', 'm2']);
  expect(again?.conversation).toMatchObject({ title: 'Branch: Garage', branchedFrom: 'new0' });
});

test('a message that is not on the path begins nothing', () => {
  const clock = { now: () => 1, timeZone: 'UTC' };
  expect(branchOff(from, path, 'elsewhere', { clock, newId: () => 'x' })).toBeNull();
});

test('when messages go, the first that repeats each stands in for it', () => {
  const copy = (id: string, copyOf: string, abandoned = false) =>
    sampleMessage(id, { copyOf, ...(abandoned && { abandoned }) });
  const copies = [
    copy('a1', 'm1', true),
    sampleMessage('own'),
    copy('a2', 'm2'),
    copy('b1', 'm1'),
    copy('b2', 'm2'),
    copy('b9', 'stays'),
  ];
  const changed = inheritCopies(copies, new Set(['m1', 'm2', 'm3']));
  expect(changed.map(({ id, copyOf }) => [id, copyOf])).toEqual([
    ['a2', undefined],
    ['b1', undefined],
    ['b2', 'a2'],
    ['a1', 'b1'],
  ]);
  expect(changed[0]).not.toHaveProperty('copyOf');
});
