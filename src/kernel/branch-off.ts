import type { Clock } from './clock.ts';
import type { Conversation } from './conversation.ts';
import type { Message } from './message.ts';
import { newConversation } from './new-conversation.ts';

/** A chat that begins as another did. */
export interface BranchedOff {
  readonly conversation: Conversation;
  /** Oldest first. */
  readonly messages: readonly Message[];
}

/**
 * A chat of its own that begins with the path up to a message. The messages are copied, so that neither chat
 * can take anything from the other; each names what it repeats, so that search finds what was said once.
 * `null` when the message is not on the path.
 *
 * @param path from its root, oldest first
 */
export function branchOff(
  from: Conversation,
  path: readonly Message[],
  messageId: string,
  { clock, newId }: { readonly clock: Clock; readonly newId: () => string },
): BranchedOff | null {
  const shared = path.slice(0, path.findIndex((message) => message.id === messageId) + 1);
  if (shared.length === 0) return null;
  const id = newId();
  const copies = new Map<string, string>();
  const messages = shared.map((message): Message => {
    const copy = newId();
    const parentId = message.parentId === null ? null : (copies.get(message.parentId) ?? null);
    copies.set(message.id, copy);
    return { ...message, id: copy, conversationId: id, parentId, copyOf: message.copyOf ?? message.id };
  });
  const now = clock.now();
  const throughMessageId = copies.get(from.summary?.throughMessageId ?? '');
  return {
    conversation: {
      ...newConversation(from.agentId, id, now),
      title: branchTitle(from.title),
      headId: messages.at(-1)?.id ?? null,
      summary: from.summary && throughMessageId ? { ...from.summary, throughMessageId } : null,
      // Labels in what is shared stand for what they stood for.
      labels: from.labels,
      branchedFrom: from.id,
      ...(from.attached && { attached: from.attached }),
    },
    messages,
  };
}

const LEAD = 'Branch: ';

function branchTitle(title: string): string {
  return title === '' || title.startsWith(LEAD) ? title : `${LEAD}${title}`;
}
