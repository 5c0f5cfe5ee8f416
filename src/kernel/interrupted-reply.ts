import type { Conversation } from './conversation.ts';
import { escapeSpecialTokens } from './escape-special-tokens.ts';
import type { Interruption, Message } from './message.ts';

/** Whose reply it was, and where it belongs. */
export interface ReplyPlace {
  readonly id: string;
  readonly conversation: Conversation;
  readonly runId: string;
  readonly modelId: string | null;
  readonly createdAt: number;
}

/** A reply that was stopped, cut off or lost its page: what was written of it, as a call a prompt can hold. */
export function interruptedReply(partial: string, cause: Interruption, place: ReplyPlace): Message {
  const { id, conversation, runId, modelId, createdAt } = place;
  const args = { message: partial, sources: [] };
  return {
    id,
    conversationId: conversation.id,
    parentId: conversation.headId,
    runId,
    role: 'assistant',
    // Written by the system, unlike a call that came to its end: nothing has to match what the engine holds.
    content: escapeSpecialTokens(JSON.stringify({ function: 'send_message', arguments: args })),
    parts: [
      {
        type: 'call',
        thought: '',
        functionName: 'send_message',
        arguments: args,
        reply: partial,
        interrupted: cause,
        citations: [],
      },
    ],
    text: partial,
    createdAt,
    modelId,
  };
}
