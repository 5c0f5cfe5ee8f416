import type { Block } from '../kernel/block.ts';
import type { AgentSettings } from '../worker/app-protocol.ts';
import { watchBattery } from '../worker/watch-battery.ts';
import type { AppStore } from './app-store.ts';
import { type ChatActions, createChatActions } from './chat-actions.ts';
import { errorMessage } from './error-message.ts';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';
import { createModelActions, type ModelActions } from './model-actions.ts';

/** One edit of core memory, or all that a run wrote, or all whose words came from a document. */
export type MemoryEdits =
  | { readonly editId: string }
  | { readonly runId: string }
  | { readonly documentId: string };

/** What a person can ask of the app. Whatever fails is said where it happened, unless stated otherwise. */
export interface AppActions extends ModelActions, ChatActions {
  start(): Promise<void>;
  /** Rejects when nothing was stored, so that the composer keeps the words. */
  say(text: string): Promise<void>;
  stop(): void;
  /** Says an exchange anew, or `text` in its place. Rejects with nothing changed. */
  sayAgain(messageId: string, text?: string): Promise<void>;
  switchVersion(messageId: string): Promise<void>;
  saveDraft(conversationId: string, text: string): void;
  addFiles(files: readonly File[]): Promise<void>;
  retryDocument(id: string, password?: string): void;
  /** Also cancels one that is being read. */
  removeDocument(id: string): Promise<void>;
  /** Puts off the reading of a document, or lets it go on. */
  pauseDocument(id: string, paused: boolean): void;
  /** Puts off all reading and embedding, or lets it go on. */
  pauseIntake(paused: boolean): void;
  /** Whether a document takes the place of the earlier one of its name; else both stay. */
  answerOffer(id: string, replaces: boolean): void;
  /** Rejects with the reason, for the block's own editor to show. */
  editBlock(label: string, value: string): Promise<Block>;
  /** Takes memory back. Resolves with the labels of blocks that were changed since; rejects with the reason. */
  undo(edits: MemoryEdits): Promise<readonly string[]>;
  /** Carries out a change of core memory that waits, or drops it. Rejects with the reason; it waits on then. */
  settleProposal(id: string, accepts: boolean): Promise<void>;
  /** The documents that the open chat searches, `null` for all. Rejects with the reason and nothing changed. */
  attachDocuments(documentIds: readonly string[] | null): Promise<void>;
  saveSettings(settings: AgentSettings): Promise<void>;
  /** Asks the browser to keep this site's data when space runs short. */
  keepStorage(): Promise<void>;
}

/** Messages of a chat that are shown at first, and how many more "Show earlier" brings each time. */
export const VIEW_MESSAGES = 200;

export function createAppActions(store: AppStore, onReaderWanted: () => void): AppActions {
  const { client, dispatch } = store;
  let filesSeen = false;

  const currentId = () => store.getState().view?.conversation.id ?? '';
  const report = (error: unknown) => dispatch({ type: 'notice', message: errorMessage(error) });

  // What is shown of a chat that goes on from another place is read anew, with its versions and its window.
  client.subscribe((push) => {
    if (push.type !== 'branch' || push.conversationId !== currentId()) return;
    const shown = store.getState().view?.messages.length ?? 0;
    void reread(push.conversationId, Math.max(shown, VIEW_MESSAGES));
  });

  async function reread(id: string, limit: number): Promise<void> {
    try {
      const view = await client.call('openConversation', { id, limit });
      if (id === currentId()) dispatch({ type: 'view-opened', view });
    } catch (error) {
      report(error);
    }
  }

  /** One file at a time, so that only one is ever held in memory. */
  async function addFile(file: File, droppedAt: number): Promise<void> {
    try {
      const bytes = await file.arrayBuffer();
      const files = [{ name: file.name, bytes }];
      const params = { conversationId: currentId(), files, droppedAt };
      await client.call('addDocuments', params, { transfer: [bytes] });
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

  function batteryChanged(isLow: boolean): void {
    dispatch({ type: 'battery-changed', isLow });
    client.call('batteryIsLow', { isLow }).catch(report);
  }

  const models = createModelActions(store, keepStorage);

  return {
    ...models,
    ...createChatActions(store),
    async start() {
      try {
        dispatch({ type: 'started', snapshot: await client.call('start', {}) });
        const { documents, model } = store.getState();
        // What the first file began to download may have been cut short by a reload.
        if (documents.length > 0) onReaderWanted();
        if (model.state === 'ready') void models.askOverlong();
        void watchBattery(navigator, batteryChanged);
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
    async sayAgain(messageId, text) {
      const words = text === undefined ? {} : { text };
      await client.call('sayAgain', { conversationId: currentId(), messageId, ...words });
    },
    async switchVersion(messageId) {
      try {
        const view = await client.call('switchVersion', { conversationId: currentId(), messageId });
        if (view.conversation.id === currentId()) dispatch({ type: 'view-opened', view });
      } catch (error) {
        report(error);
      }
    },
    saveDraft(conversationId, text) {
      // Kept at once, since a page that ends hears no answer. A draft that could not be saved is still in the
      // composer: no reason to disturb its writer.
      keepDraft(conversationId, text);
      client.call('saveDraft', { conversationId, text }).then(
        () => keptDraft(conversationId) === text && forgetDraft(conversationId),
        () => {},
      );
    },
    async addFiles(files) {
      if (files.length === 0) return;
      dispatch({ type: 'files-handed', names: files.map((it) => it.name) });
      if (!filesSeen) {
        filesSeen = true;
        onReaderWanted();
        void keepStorage();
      }
      const droppedAt = Date.now();
      for (const file of files) await addFile(file, droppedAt);
    },
    retryDocument(id, password) {
      client.call('retryDocument', password === undefined ? { id } : { id, password }).catch(report);
    },
    async removeDocument(id) {
      await client.call('removeDocument', { id }).catch(report);
    },
    pauseDocument(id, paused) {
      client.call(paused ? 'pauseDocument' : 'resumeDocument', { id }).catch(report);
    },
    pauseIntake(paused) {
      client.call('pauseIntake', { paused }).catch(report);
    },
    answerOffer(id, replaces) {
      client.call('answerOffer', { id, replaces }).catch(report);
    },
    async editBlock(label, value) {
      const block = await client.call('editBlock', { label, value });
      dispatch({ type: 'block-edited', block });
      return block;
    },
    async undo(edits) {
      return (await client.call('undo', edits)).kept;
    },
    async settleProposal(id, accepts) {
      await client.call('settleProposal', { id, accepts });
      dispatch({ type: 'proposal-settled', id });
    },
    async attachDocuments(documentIds) {
      const conversationId = currentId();
      const before = store.getState().view?.conversation.attached ?? null;
      dispatch({ type: 'attached', conversationId, documentIds });
      try {
        await client.call('attachDocuments', { conversationId, documentIds });
      } catch (error) {
        dispatch({ type: 'attached', conversationId, documentIds: before });
        throw error;
      }
    },
    async saveSettings(settings) {
      const before = store.getState().settings;
      dispatch({ type: 'settings-changed', settings });
      try {
        await client.call('saveSettings', settings);
      } catch (error) {
        dispatch({ type: 'settings-changed', settings: before });
        report(error);
      }
    },
    keepStorage,
  };
}
