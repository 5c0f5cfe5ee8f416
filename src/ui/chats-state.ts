import type { Conversation } from '../kernel/conversation.ts';
import type { AppPush } from '../worker/app-protocol.ts';
import type { AppState } from './app-state.ts';

/** A chat that was deleted a moment ago, while that can be taken back. */
export interface DeletedChat {
  readonly chat: Conversation;
  /** Whether it was the one that is read. */
  readonly wasOpen: boolean;
  /** From now on it goes even if the page is left. */
  readonly isStored: boolean;
}

export type ChatsChange =
  | { readonly type: 'deleted'; readonly chat: Conversation }
  | { readonly type: 'stored'; readonly id: string }
  /** It was brought back, or was not deleted after all. */
  | { readonly type: 'restored'; readonly chat: Conversation }
  /** It can be brought back no longer. */
  | { readonly type: 'gone'; readonly id: string };

type ChatsPush = Extract<AppPush, { type: 'conversation-changed' }>;

/** The list of chats, newest first: without temporary ones, and without what was deleted. */
export function reduceChats(state: AppState, action: ChatsChange | ChatsPush): AppState {
  switch (action.type) {
    case 'deleted': {
      const { chat } = action;
      const deletedChat = { chat, wasOpen: state.view?.conversation.id === chat.id, isStored: false };
      return { ...state, deletedChat, conversations: without(state.conversations, chat.id) };
    }
    case 'stored': {
      const deleted = state.deletedChat;
      if (deleted?.chat.id !== action.id) return state;
      return { ...state, deletedChat: { ...deleted, isStored: true } };
    }
    case 'restored': {
      const kept = state.deletedChat?.chat.id === action.chat.id ? { ...state, deletedChat: null } : state;
      return { ...kept, conversations: withChat(kept, action.chat) };
    }
    case 'gone':
      return state.deletedChat?.chat.id === action.id ? { ...state, deletedChat: null } : state;
    case 'conversation-changed': {
      const { conversation } = action;
      const isOpen = state.view?.conversation.id === conversation.id;
      const view = state.view && isOpen ? { ...state.view, conversation } : state.view;
      return { ...state, view, conversations: withChat(state, conversation) };
    }
  }
}

/** The list with a chat in its place. */
export function withChat(state: AppState, chat: Conversation): readonly Conversation[] {
  const others = without(state.conversations, chat.id);
  if (!isListed(state, chat)) return others;
  const at = others.findIndex((it) => it.updatedAt <= chat.updatedAt);
  return others.toSpliced(at < 0 ? others.length : at, 0, chat);
}

/** The worker may not have heard yet of what was deleted here. */
function isListed({ deletedChat }: AppState, { id, deletedAt, temporary }: Conversation): boolean {
  return (deletedAt ?? null) === null && temporary !== true && deletedChat?.chat.id !== id;
}

function without(conversations: readonly Conversation[], id: string): readonly Conversation[] {
  return conversations.filter((it) => it.id !== id);
}
