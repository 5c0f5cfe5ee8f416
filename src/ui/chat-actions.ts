import type { AppStore } from './app-store.ts';
import type { ChatDeeds } from './chat-deeds.ts';
import { errorMessage } from './error-message.ts';

/** What a person can do with chats as a whole. Whatever fails is said where it happened. */
export interface ChatActions {
  newChat(options?: { readonly temporary?: boolean }): Promise<void>;
  openChat(id: string, limit?: number): Promise<void>;
  /** So many messages more of the open chat, before those that are here. Resolves when they are, or can't be had. */
  showEarlier(count: number): Promise<void>;
  /** An empty title brings the automatic one back. */
  renameChat(id: string, title: string): Promise<void>;
  pinChat(id: string, pinned: boolean): Promise<void>;
  archiveChat(id: string, archived: boolean): Promise<void>;
  /** Takes it out of sight at once; for a while it can be brought back. */
  deleteChat(id: string): Promise<void>;
  restoreChat(): Promise<void>;
  /** A chat of its own that begins as the open one does, up to a message. */
  branchChat(messageId: string): Promise<void>;
  /** Saves a chat as a Markdown file. @param withMemory also what memory did */
  exportChat(id: string, withMemory: boolean): Promise<void>;
}

export function createChatActions(store: AppStore): ChatActions {
  const { client, dispatch } = store;

  async function told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      dispatch({ type: 'notice', message: errorMessage(error) });
    }
  }

  const openChat = (id: string, limit?: number) =>
    told(async () => {
      const view = await client.call('openConversation', limit === undefined ? { id } : { id, limit });
      dispatch({ type: 'view-opened', view });
    });

  const showEarlier = (limit: number) =>
    told(async () => {
      const view = store.getState().view;
      const beforeId = view?.messages[0]?.id;
      if (!view || beforeId === undefined) return;
      const conversationId = view.conversation.id;
      const earlier = await client.call('earlierMessages', { conversationId, beforeId, limit });
      dispatch({ type: 'earlier-read', conversationId, beforeId, earlier });
    });

  const newChat = (options: { readonly temporary?: boolean } = {}) =>
    told(async () => dispatch({ type: 'view-opened', view: await client.call('newConversation', options) }));

  /** What is done now and then comes when it is first wanted. */
  const deed = (work: (deeds: ChatDeeds) => Promise<void>) =>
    told(async () => {
      const { createChatDeeds } = await import('./chat-deeds.ts');
      await work(createChatDeeds(store, { openChat, newChat }));
    });

  return {
    openChat,
    showEarlier,
    newChat,
    renameChat: (id, title) => deed((deeds) => deeds.change({ id, title })),
    pinChat: (id, pinned) => deed((deeds) => deeds.change({ id, pinned })),
    archiveChat: (id, archived) => deed((deeds) => deeds.change({ id, archived })),
    deleteChat: (id) => deed((deeds) => deeds.delete(id)),
    restoreChat: () => deed((deeds) => deeds.restore()),
    branchChat: (messageId) => deed((deeds) => deeds.branch(messageId)),
    exportChat: (id, withMemory) => deed((deeds) => deeds.export(id, withMemory)),
  };
}
