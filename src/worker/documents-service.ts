import type { Agent } from '../kernel/agent.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import type { OpenStores } from '../storage/open-stores.ts';
import type { AppPush, AppRequests } from './app-protocol.ts';
import type { DocumentIntake } from './document-intake.ts';
import { Transferred } from './rpc.ts';
import { standingWrites } from './standing-writes.ts';

type Params<Name extends keyof AppRequests> = AppRequests[Name]['params'];
type Result<Name extends keyof AppRequests> = Promise<AppRequests[Name]['result']>;

export interface DocumentsServiceDependencies {
  readonly agentId: string;
  readonly stores: Pick<OpenStores, 'memory' | 'library' | 'workspace'>;
  readonly search: Pick<HybridMemorySearch, 'documentRemoved'>;
  readonly agent: Pick<Agent, 'attach' | 'change'>;
  readonly intake: Pick<DocumentIntake, 'add' | 'retry' | 'cancel'>;
  readonly clock: Clock;
  readonly push: (push: AppPush) => void;
}

/** What the person does with documents: bring them, read them, give them to chats, take them away. */
export class DocumentsService {
  readonly #deps: DocumentsServiceDependencies;

  constructor(deps: DocumentsServiceDependencies) {
    this.#deps = deps;
  }

  async addDocuments({ conversationId, files, droppedAt }: Params<'addDocuments'>): Result<'addDocuments'> {
    await this.#deps.intake.add(files, conversationId, droppedAt);
    return null;
  }

  async retryDocument({ id, password }: Params<'retryDocument'>): Result<'retryDocument'> {
    await this.#deps.intake.retry(id, password);
    return null;
  }

  /** What was written to memory from it stays: that is the person's memory by now. */
  async removeDocument({ id }: Params<'removeDocument'>): Result<'removeDocument'> {
    const { stores, search, push, intake } = this.#deps;
    await intake.cancel(id);
    const passages = await stores.memory.passagesOf(id, 0, Number.MAX_SAFE_INTEGER);
    await stores.library.removeDocument(id);
    search.documentRemoved(passages.map((passage) => passage.id));
    push({ type: 'document-removed', id });
    return null;
  }

  /** Removes a document whose place another takes, in the chats as well that searched it by choice. */
  async replaceDocument(id: string, by: string): Promise<void> {
    const { workspace } = this.#deps.stores;
    const chats = [...(await workspace.conversations()), ...(await workspace.passingConversations())];
    for (const chat of chats.filter(({ attached }) => attached?.includes(id))) {
      await this.#deps.agent.change(chat.id, ({ attached }) => {
        const swapped = attached?.map((each) => (each === id ? by : each));
        return swapped ? { attached: [...new Set(swapped)] } : {};
      });
    }
    await this.removeDocument({ id });
  }

  async openDocument({ id }: Params<'openDocument'>): Result<'openDocument'> {
    const { library } = this.#deps.stores;
    const document = await library.document(id);
    if (!document) throw new Error('This document was removed.');
    const text = await library.documentText(id);
    if (!text) throw new Error(`${document.name} could not be read, so there is no text to show.`);
    return { document, text };
  }

  async documentBytes({ id }: Params<'documentBytes'>): Promise<Transferred<ArrayBuffer>> {
    const bytes = await this.#deps.stores.library.documentBytes(id);
    if (!bytes) throw new Error('The original of this document is no longer kept.');
    return new Transferred(bytes, [bytes]);
  }

  documentWrites({ id }: Params<'documentWrites'>): Result<'documentWrites'> {
    const { agentId, stores } = this.#deps;
    return standingWrites(id, agentId, stores.memory);
  }

  async attachDocuments({
    conversationId,
    documentIds,
  }: Params<'attachDocuments'>): Result<'attachDocuments'> {
    await this.#deps.agent.attach(conversationId, documentIds);
    return null;
  }

  /** A document that was dropped into a chat can be searched: the chat searches it, and the agent hears of it. */
  async documentArrived(document: LibraryDocument, conversationId: string): Promise<void> {
    const { stores, agent, clock } = this.#deps;
    // It may have been removed while the document was read.
    if (!(await stores.memory.conversation(conversationId))) return;
    const { id: documentId, name, pages, passages } = document;
    const at = clock.now();
    await agent.change(conversationId, (chat) => ({
      ...withAttached(chat, documentId),
      pending: [...chat.pending, { type: 'document_added', at, documentId, name, pages, passages }],
    }));
  }
}

function withAttached({ attached }: Conversation, documentId: string): Partial<Conversation> {
  return attached ? { attached: [...new Set([...attached, documentId])] } : {};
}
