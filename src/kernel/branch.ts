import type { Conversation } from './conversation.ts';
import type { MemoryStore } from './memory-store.ts';
import type { Message, MessagePart } from './message.ts';

/** A place in the message tree from which a chat goes on. */
export interface Branch {
  /** The conversation with its new head. What depended on the old path (summary, alert) is as far as it holds. */
  readonly conversation: Conversation;
  /** Messages that leave the path, oldest first, marked as abandoned; and those that return to it. */
  readonly left: readonly Message[];
  readonly returned: readonly Message[];
}

/**
 * What the person said in the exchange that a message belongs to, and the path up to it. `null` when the
 * message is not on the chat's path.
 */
export async function findExchange(
  conversation: Conversation,
  messageId: string,
  store: MemoryStore,
): Promise<{
  readonly text: string;
  readonly before: readonly Message[];
  readonly from: readonly Message[];
} | null> {
  const path = conversation.headId ? await store.path(conversation.headId) : [];
  const at = path.findIndex((message) => message.id === messageId);
  for (let index = at; index >= 0; index--) {
    const said = path[index]?.parts.find((part) => part.type === 'user_message');
    if (said?.type !== 'user_message') continue;
    return { text: said.text, before: path.slice(0, index), from: path.slice(index) };
  }
  return null;
}

/** Goes back to just before an exchange: what follows is abandoned, and stays in the tree. */
export function rewind(
  conversation: Conversation,
  before: readonly Message[],
  from: readonly Message[],
): Branch {
  return {
    conversation: moveHead(conversation, before.at(-1)?.id ?? null, before, from),
    left: from.map(abandon),
    returned: [],
  };
}

/**
 * Takes one exchange out of the path: what follows it is repeated behind what stands before it. The exchange, with
 * what followed it then, stays in the tree as a version.
 */
export function removeExchange(
  conversation: Conversation,
  before: readonly Message[],
  from: readonly Message[],
  newId: () => string,
): { readonly branch: Branch; readonly removed: readonly Message[] } {
  const end = from.findIndex((message, index) => index > 0 && hasWords(message));
  const removed = end < 0 ? from : from.slice(0, end);
  const copies = new Map<string, string>();
  let parentId = before.at(-1)?.id ?? null;
  const returned = from.slice(removed.length).map((message): Message => {
    const copy = { ...message, id: newId(), parentId };
    copies.set(message.id, copy.id);
    parentId = copy.id;
    return copy;
  });
  const { summary } = conversation;
  const throughMessageId = copies.get(summary?.throughMessageId ?? '');
  const moved = summary && throughMessageId ? { ...summary, throughMessageId } : summary;
  const path = [...before, ...returned];
  return {
    removed,
    branch: {
      conversation: moveHead({ ...conversation, summary: moved }, parentId, path, from),
      left: from.map(abandon),
      returned,
    },
  };
}

function hasWords({ parts }: Message): boolean {
  return parts.some((part) => part.type === 'user_message');
}

/**
 * Goes over to a version that was abandoned: to the end of what followed it, the latest version at each fork.
 * `null` when there is no such message in this conversation.
 */
export async function switchVersion(
  conversation: Conversation,
  messageId: string,
  store: MemoryStore,
): Promise<Branch | null> {
  const [message] = await store.messages([messageId]);
  if (message?.conversationId !== conversation.id) return null;
  let head = message;
  for (let next: Message | undefined = message; next; ) {
    head = next;
    next = (await store.children(conversation.id, head.id)).at(-1);
  }
  const old = conversation.headId ? await store.path(conversation.headId) : [];
  const path = await store.path(head.id);
  const stays = new Set(path.map((it) => it.id));
  const left = old.filter((it) => !stays.has(it.id));
  return {
    conversation: moveHead(conversation, head.id, path, left),
    left: left.map(abandon),
    returned: path.filter((it) => it.abandoned).map(restore),
  };
}

function moveHead(
  conversation: Conversation,
  headId: string | null,
  path: readonly Message[],
  left: readonly Message[],
): Conversation {
  const { summary, pending } = conversation;
  const holds = summary !== null && path.some((message) => message.id === summary.throughMessageId);
  return {
    ...conversation,
    headId,
    summary: holds ? summary : null,
    preparedSummary: null,
    alerted: false,
    pending: documentsUntold([...left.flatMap((message) => message.parts), ...pending], path),
  };
}

/** A document stays in the library whatever version is read: what told of it is told again. */
function documentsUntold(parts: readonly MessagePart[], path: readonly Message[]): MessagePart[] {
  const told = new Set(
    path.flatMap(({ parts: it }) =>
      it.flatMap((part) => (part.type === 'document_added' ? part.documentId : [])),
    ),
  );
  return parts.filter((part) => part.type === 'document_added' && !told.has(part.documentId));
}

function abandon(message: Message): Message {
  return { ...message, abandoned: true };
}

function restore({ abandoned: _, ...message }: Message): Message {
  return message;
}
