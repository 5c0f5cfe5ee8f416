import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message, MessagePart } from './message.ts';
import { newConversation } from './new-conversation.ts';
import { chooseEvicted, summariseEvicted } from './queue-manager.ts';
import { windowBudget } from './window-budget.ts';

function message(id: number, role: Message['role'], said: boolean): Message {
  const part: MessagePart = said
    ? { type: 'user_message', text: `word ${id}`, at: 0 }
    : { type: 'run_interrupted', at: 0, reason: '' };
  return {
    id: `m${id}`,
    conversationId: 'c',
    parentId: null,
    runId: null,
    role,
    content: '',
    parts: role === 'user' ? [part] : [],
    text: said ? `word ${id}` : '',
    createdAt: id,
    modelId: null,
  };
}

/** Exchanges of one packed message from the person, then calls with their results, then a reply. */
const queues = fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }).map((exchanges) =>
  exchanges.flatMap((calls, exchange) => {
    const first = exchange * 10;
    const chain = Array.from({ length: calls * 2 }, (_, index) =>
      message(first + 2 + index, index % 2 === 0 ? 'user' : 'assistant', false),
    );
    return [message(first, 'user', true), message(first + 1, 'assistant', false), ...chain];
  }),
);

test('a flush frees half of the queue unless only the last exchange is left, and never takes that', () => {
  fc.assert(
    fc.property(
      queues,
      fc.infiniteStream(fc.integer({ min: 1, max: 400 })),
      fc.nat(2000),
      (queue, sizes, over) => {
        const tokens = queue.map(() => sizes.next().value);
        const total = tokens.reduce((sum, it) => sum + it, 0);
        const count = chooseEvicted(queue, tokens, over);
        const freed = tokens.slice(0, count).reduce((sum, it) => sum + it, 0);
        const lastSaid = queue.findLastIndex((it) => it.text !== '');
        expect(count).toBeLessThanOrEqual(lastSaid);
        expect(queue[count]?.role).toBe('user');
        if (count < lastSaid) expect(freed).toBeGreaterThanOrEqual(Math.max(total / 2, over));
      },
    ),
  );
});

test('the prepared summary is used once, and counts what it stands for', () => {
  const budget = windowBudget(4096);
  const conversation = { ...newConversation('a', 'c', 0), preparedSummary: 'They spoke of the lease.' };
  const evicted = [message(1, 'user', true), message(2, 'assistant', false)];
  expect(summariseEvicted(conversation, evicted, budget, 5)).toEqual({
    text: 'They spoke of the lease.',
    throughMessageId: 'm2',
    label: 'm1',
    messages: 2,
    createdAt: 5,
    by: 'model',
  });
});

test('without a prepared summary an extract takes in the earlier one and what was said', () => {
  const budget = windowBudget(4096);
  const earlier = {
    text: 'Ada lives in London.',
    throughMessageId: 'm0',
    label: 'm1',
    messages: 9,
    createdAt: 1,
    by: 'model' as const,
  };
  const conversation = { ...newConversation('a', 'c', 0), summary: earlier };
  const summary = summariseEvicted(conversation, [message(1, 'user', true)], budget, 5);
  expect(summary.by).toBe('extractive');
  expect(summary.messages).toBe(10);
  expect(summary.text).toContain('Ada lives in London.');
  expect(summary.text).toContain('word 1');
});
