import type { AgentDependencies } from './agent-dependencies.ts';
import type { Conversation } from './conversation.ts';
import { markMaterial } from './mark-material.ts';
import type { Message, MessagePart } from './message.ts';
import { renderParts } from './render-part.ts';

/** A packed message that no model reads yet, with what was pending before it: a later one reads it as it stands. */
export function unreadMessage(
  { id: conversationId, headId, pending }: Conversation,
  runId: string,
  parts: readonly MessagePart[],
  { clock, newId, newMark }: Pick<AgentDependencies, 'clock' | 'newId' | 'newMark'>,
): Message {
  const said = [...pending, ...parts];
  const all = newMark ? markMaterial(said, newMark) : said;
  return {
    id: newId(),
    conversationId,
    parentId: headId,
    runId,
    role: 'user',
    content: renderParts(all, clock),
    parts: all,
    text: parts.flatMap((part) => (part.type === 'user_message' ? [part.text] : [])).join('\n'),
    createdAt: clock.now(),
    modelId: null,
  };
}
