import type { ConversationChange } from '../worker/app-protocol.ts';
import type { AppStore } from './app-store.ts';
import { saveChat } from './save-chat.ts';

/** What is done with chats as a whole now and then. All of it rejects with the reason. */
export interface ChatDeeds {
  change(change: ConversationChange): Promise<void>;
  delete(id: string): Promise<void>;
  restore(): Promise<void>;
  branch(messageId: string): Promise<void>;
  export(id: string, withMemory: boolean): Promise<void>;
}

interface ChatOpeners {
  readonly openChat: (id: string) => Promise<void>;
  readonly newChat: () => Promise<void>;
}

export function createChatDeeds(
  { client, dispatch, getState }: AppStore,
  { openChat, newChat }: ChatOpeners,
): ChatDeeds {
  const currentId = () => getState().view?.conversation.id ?? '';

  /** Where the open chat left the list. */
  async function openAnother(id: string): Promise<void> {
    if (id !== currentId()) return;
    const next = getState().conversations.find((it) => it.id !== id && !it.archived);
    await (next ? openChat(next.id) : newChat());
  }

  return {
    async change(change) {
      await client.call('changeConversation', change);
      if (change.archived) await openAnother(change.id);
    },
    async delete(id) {
      const { conversations, view } = getState();
      const chat = conversations.find((it) => it.id === id) ?? view?.conversation;
      if (chat?.id !== id) return;
      dispatch({ type: 'chats', change: { type: 'deleted', chat } });
      const deletion = client.call('deleteConversation', { id }).then(
        () => dispatch({ type: 'chats', change: { type: 'stored', id } }),
        (error) => {
          dispatch({ type: 'chats', change: { type: 'restored', chat } });
          throw error;
        },
      );
      await Promise.all([deletion, openAnother(id)]);
    },
    async restore() {
      const deleted = getState().deletedChat;
      if (!deleted) return;
      const { chat, wasOpen } = deleted;
      await client.call('restoreConversation', { id: chat.id }).catch((error) => {
        dispatch({ type: 'chats', change: { type: 'gone', id: chat.id } });
        throw error;
      });
      dispatch({ type: 'chats', change: { type: 'restored', chat } });
      if (wasOpen) await openChat(chat.id);
    },
    async branch(messageId) {
      const params = { conversationId: currentId(), messageId };
      dispatch({ type: 'view-opened', view: await client.call('branchConversation', params) });
    },
    async export(id, withMemory) {
      saveChat(await client.call('readConversation', { id }), withMemory);
    },
  };
}
