import type { Conversation } from './conversation.ts';

/** An empty chat. Its title is given by the first thing said in it. */
export function newConversation(agentId: string, id: string, now: number): Conversation {
  return {
    id,
    agentId,
    title: '',
    createdAt: now,
    updatedAt: now,
    headId: null,
    summary: null,
    preparedSummary: null,
    alerted: false,
    pending: [],
    labels: { passages: 0, messages: 0 },
  };
}
