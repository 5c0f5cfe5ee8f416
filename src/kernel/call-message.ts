import type { CallOutcome } from './call-outcome.ts';
import type { ReplyPlace } from './interrupted-reply.ts';
import type { Citation, Message, MessagePart } from './message.ts';
import type { FunctionCall } from './parse-call.ts';

/** A call's place in the chat, and what came of it that the person sees. */
export interface CallPlace extends ReplyPlace {
  /** Exactly what the model wrote. */
  readonly content: string;
  readonly reply: string | null;
  readonly citations: readonly Citation[];
}

/** The assistant's message of one step. */
export function callMessage(call: FunctionCall, place: CallPlace): Message {
  const { id, conversation, runId, modelId, createdAt, content, reply, citations } = place;
  return {
    id,
    conversationId: conversation.id,
    parentId: conversation.headId,
    runId,
    role: 'assistant',
    content,
    parts: [
      {
        type: 'call',
        thought: call.thought,
        functionName: call.name,
        arguments: call.arguments,
        reply,
        citations,
      },
    ],
    text: reply ?? '',
    createdAt,
    modelId,
  };
}

/** What the next packed message tells the model of its call. */
export function resultPart(call: FunctionCall, outcome: CallOutcome, at: number): MessagePart {
  const { ok, message, hits = [] } = outcome;
  return { type: 'function_result', at, functionName: call.name, ok, message, hits };
}
