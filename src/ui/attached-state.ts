import type { Conversation } from '../kernel/conversation.ts';
import type { AppState } from './app-state.ts';

/** The documents that a chat searches, by id; `null` for all of the library. */
export interface AttachedDocuments {
  readonly conversationId: string;
  readonly documentIds: readonly string[] | null;
}

export function withAttached(state: AppState, { conversationId, documentIds }: AttachedDocuments): AppState {
  const attach = (conversation: Conversation): Conversation =>
    conversation.id === conversationId ? { ...conversation, attached: documentIds } : conversation;
  const { conversations, view } = state;
  return {
    ...state,
    conversations: conversations.map(attach),
    view: view && { ...view, conversation: attach(view.conversation) },
  };
}
