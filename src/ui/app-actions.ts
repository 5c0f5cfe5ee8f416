import type { Block } from '../kernel/block.ts';
import type { AppStore } from './app-store.ts';
import { errorMessage } from './error-message.ts';

/** What a person can ask of the app. Whatever fails is said where it happened, unless stated otherwise. */
export interface AppActions {
  start(): Promise<void>;
  /** Rejects when nothing was stored, so that the composer keeps the words. */
  say(text: string): Promise<void>;
  stop(): void;
  newChat(): Promise<void>;
  openChat(id: string, limit?: number): Promise<void>;
  removeChat(id: string): Promise<void>;
  saveDraft(conversationId: string, text: string): void;
  addFiles(files: readonly File[]): Promise<void>;
  retryDocument(id: string): void;
  removeDocument(id: string): Promise<void>;
  /** Rejects with the reason, for the block's own editor to show. */
  editBlock(label: string, value: string): Promise<Block>;
  /** Asks the browser to keep this site's data when space runs short. */
  keepStorage(): Promise<void>;
}

export function createAppActions(store: AppStore, onFirstFile: () => void): AppActions {
  const { client, dispatch } = store;
  let filesSeen = false;

  const currentId = () => store.getState().view?.conversation.id ?? '';
  const report = (error: unknown) => dispatch({ type: 'notice', message: errorMessage(error) });

  async function openChat(id: string, limit?: number): Promise<void> {
    try {
      const view = await client.call('openConversation', limit === undefined ? { id } : { id, limit });
      dispatch({ type: 'view-opened', view });
    } catch (error) {
      report(error);
    }
  }

  async function newChat(): Promise<void> {
    try {
      dispatch({ type: 'view-opened', view: await client.call('newConversation', {}) });
    } catch (error) {
      report(error);
    }
  }

  /** One file at a time, so that only one is ever held in memory. */
  async function addFile(file: File): Promise<void> {
    try {
      const bytes = await file.arrayBuffer();
      const files = [{ name: file.name, bytes }];
      await client.call('addDocuments', { conversationId: currentId(), files }, { transfer: [bytes] });
    } catch (error) {
      dispatch({ type: 'file-refused', name: file.name, message: errorMessage(error) });
    } finally {
      dispatch({ type: 'file-settled', name: file.name });
    }
  }

  async function keepStorage(): Promise<void> {
    try {
      // Only a page may ask for it, not a worker.
      await navigator.storage?.persist?.();
      dispatch({ type: 'storage-known', storage: await client.call('storage', {}) });
    } catch (error) {
      report(error);
    }
  }

  return {
    async start() {
      try {
        dispatch({ type: 'started', snapshot: await client.call('start', {}) });
      } catch (error) {
        dispatch({ type: 'failed', message: errorMessage(error) });
      }
    },
    async say(text) {
      await client.call('say', { conversationId: currentId(), text });
    },
    stop() {
      client.call('stop', { conversationId: currentId() }).catch(report);
    },
    newChat,
    openChat,
    async removeChat(id) {
      try {
        await client.call('removeConversation', { id });
      } catch (error) {
        return report(error);
      }
      if (id !== currentId()) return;
      const next = store.getState().conversations.find((it) => it.id !== id);
      await (next ? openChat(next.id) : newChat());
    },
    saveDraft(conversationId, text) {
      // A draft that could not be saved is still in the composer: no reason to disturb its writer.
      client.call('saveDraft', { conversationId, text }).catch(() => {});
    },
    async addFiles(files) {
      if (files.length === 0) return;
      dispatch({ type: 'files-handed', names: files.map((it) => it.name) });
      if (!filesSeen) {
        filesSeen = true;
        onFirstFile();
        void keepStorage();
      }
      for (const file of files) await addFile(file);
    },
    retryDocument(id) {
      client.call('retryDocument', { id }).catch(report);
    },
    async removeDocument(id) {
      await client.call('removeDocument', { id }).catch(report);
    },
    async editBlock(label, value) {
      const block = await client.call('editBlock', { label, value });
      dispatch({ type: 'block-edited', block });
      return block;
    },
    keepStorage,
  };
}
