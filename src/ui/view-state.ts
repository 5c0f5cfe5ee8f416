import type { Message } from '../kernel/message.ts';
import type { ConversationView, EarlierMessages } from '../worker/app-protocol.ts';

/* How the open chat changes with its messages: a part of the page's state that needs nothing of the rest. */

/** A view of the chat that is open already, with what was pushed since the worker read it. */
export function withNewer(view: ConversationView, before: ConversationView): ConversationView {
  const messages = [...view.messages];
  for (const message of before.messages) {
    if (message.parentId === (messages.at(-1)?.id ?? null)) messages.push(message);
  }
  return withoutOrphan({ ...view, messages, versions: { ...before.versions, ...view.versions } });
}

/** What comes in a chat before a message, as it was asked for. */
export interface EarlierRead {
  readonly conversationId: string;
  readonly beforeId: string;
  readonly earlier: EarlierMessages;
}

/** With what comes before the first message, unless something else stands there by now. */
export function withEarlier(view: ConversationView, { beforeId, earlier }: EarlierRead): ConversationView {
  const { messages, hasEarlier, versions } = earlier;
  if (view.messages[0]?.id !== beforeId) return view;
  return {
    ...view,
    messages: [...messages, ...view.messages],
    hasEarlier,
    versions: Object.keys(versions).length === 0 ? view.versions : { ...versions, ...view.versions },
  };
}

/** A reply kept in part goes with what it was to answer. */
export function withoutOrphan(view: ConversationView): ConversationView {
  const { partialReply, messages } = view;
  const asked = messages.some((it) => it.runId === partialReply?.runId && !it.abandoned);
  return asked ? view : { ...view, partialReply: null };
}

/** Where it belongs: at the end, or in the place of the version with which it shares the message before it. */
export function placeMessage(view: ConversationView, message: Message): ConversationView {
  const { messages, versions } = view;
  if (messages.some((it) => it.id === message.id))
    return { ...view, messages: messages.map((it) => (it.id === message.id ? message : it)) };
  const at = messages.findIndex((it) => it.parentId === message.parentId);
  const replaced = messages[at];
  if (!replaced) return { ...view, messages: [...messages, message] };
  const siblings = [...(versions[replaced.id] ?? [replaced.id]), message.id];
  return {
    ...view,
    messages: [...messages.slice(0, at), message],
    versions: { ...versions, [message.id]: siblings },
  };
}

/**
 * What is abandoned leaves the page, but for the message where the paths part: it stays until another version
 * takes its place, so that what one asked is never out of sight. They come oldest first.
 */
export function withMessageChanged(view: ConversationView, message: Message): ConversationView {
  const at = view.messages.findIndex((it) => it.id === message.id);
  if (at < 0) return view;
  const follows = message.abandoned && view.messages[at - 1]?.abandoned;
  const messages = follows ? view.messages.toSpliced(at, 1) : view.messages.with(at, message);
  return { ...view, messages };
}

/** Whether the person said it. */
export function spoken(message: Message): boolean {
  return message.parts.some((it) => it.type === 'user_message');
}

/** Whether the message holds an answer. */
export function said(message: Message): boolean {
  return message.parts.some(
    (it) => it.type === 'search_answer' || (it.type === 'call' && it.reply !== null && it.reply !== ''),
  );
}
