import type { Agent } from '../kernel/agent.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Conversation } from '../kernel/conversation.ts';
import { defaultBlocks, writableLabels } from '../kernel/core-memory.ts';
import { RESULT_PAGE_SIZE } from '../kernel/format-hits.ts';
import { grammar } from '../kernel/grammar.ts';
import { rebuildPrompt } from '../kernel/rebuild-prompt.ts';
import type { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import type { OpenStores } from '../storage/open-stores.ts';
import { loadAgentSettings, saveAgentSettings } from './agent-settings.ts';
import type { AgentSettings, AppPush, AppRequests, Snapshot, StorageStatus } from './app-protocol.ts';
import type { ChatService } from './chat-service.ts';
import type { ChosenEmbedder } from './chosen-embedder.ts';
import type { DocumentIntake } from './document-intake.ts';
import type { EmbedderService } from './embedder-service.ts';
import type { EmbeddingQueue } from './embedding-queue.ts';
import type { ModelManager } from './model-manager.ts';
import type { RunQueue } from './run-queue.ts';
import { storageStatus } from './storage-status.ts';

type Params<Name extends keyof AppRequests> = AppRequests[Name]['params'];
type Result<Name extends keyof AppRequests> = Promise<AppRequests[Name]['result']>;

export interface AppServiceDependencies {
  readonly agentId: string;
  readonly stores: OpenStores;
  readonly chats: ChatService;
  readonly search: HybridMemorySearch;
  readonly agent: Agent;
  readonly runs: RunQueue;
  readonly intake: DocumentIntake;
  readonly embedder: Pick<ChosenEmbedder, 'status'>;
  readonly embedders: Pick<EmbedderService, 'keptBytes'>;
  readonly embedding: EmbeddingQueue;
  readonly models: ModelManager;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly push: (push: AppPush) => void;
  /** Told of the settings at start and whenever they change. */
  readonly applySettings: (settings: AgentSettings) => void;
}

/** What the page can ask for, over the stores, the agent and the other workers. */
export class AppService {
  readonly #deps: AppServiceDependencies;
  #settings: AgentSettings = { heartbeatMinutes: null, readahead: true };

  constructor(deps: AppServiceDependencies) {
    this.#deps = deps;
  }

  /** Makes the agent on the first start, and takes up what the last page left unfinished. */
  async start(): Promise<void> {
    const { stores, chats, clock, agentId, agent, runs, intake, embedding } = this.#deps;
    const now = clock.now();
    const blocks = defaultBlocks.map((block) => ({ ...block, agentId, updatedAt: now }));
    await stores.workspace.ensureAgent({ id: agentId, name: 'Pagefile', createdAt: now }, blocks);
    const current = await chats.start();
    // On a full disk nothing can be written: the app still opens, so that something can be removed.
    await this.#tryTo(() => agent.recover(current.id));
    await this.#tryTo(() => this.#noteLogin(current));
    for (const event of await stores.memory.pendingEvents()) runs.enqueue(event);
    await intake.start();
    this.#settings = await loadAgentSettings(stores.workspace);
    this.#deps.applySettings(this.#settings);
    if (await this.#embedderWanted()) void embedding.wake();
  }

  async snapshot(): Promise<Snapshot> {
    const { stores, chats, models, embedder, embedding, agentId, intake } = this.#deps;
    const [blocks, proposals, conversations, current, storage, documents] = await Promise.all([
      stores.memory.blocks(agentId),
      stores.memory.proposals(agentId),
      stores.workspace.conversations(),
      chats.openConversation({ id: chats.currentId }),
      this.storageStatus(),
      stores.library.documents(),
    ]);
    // Read last and at once: what changes while the rows are read is pushed before the snapshot goes.
    return {
      agentName: 'Pagefile',
      blocks,
      proposals,
      conversations,
      current,
      documents,
      intake: intake.status,
      model: models.status,
      embedder: embedder.status,
      embeddingChange: embedding.change,
      storage,
      settings: this.#settings,
    };
  }

  /** A timed heartbeat goes to the chat that is open, unless the model asked for rest. */
  async beat(): Promise<void> {
    const { stores, chats, runs, clock } = this.#deps;
    const conversation = await stores.memory.conversation(chats.currentId);
    // In a temporary chat there is nothing to tidy.
    if (!conversation || conversation.deletedAt || conversation.temporary) return;
    if ((conversation.heartbeatsPausedUntil ?? 0) > clock.now()) return;
    await runs.beat(conversation.id);
  }

  async sayAgain({ conversationId, messageId, text }: Params<'sayAgain'>): Result<'sayAgain'> {
    await this.#deps.runs.sayAgain(conversationId, messageId, text);
    return null;
  }

  async undo(edits: Params<'undo'>): Result<'undo'> {
    const { kept } = await this.#deps.agent.undo(edits);
    return { kept };
  }

  async settleProposal({ id, accepts }: Params<'settleProposal'>): Result<'settleProposal'> {
    const { agent } = this.#deps;
    await (accepts ? agent.acceptProposal(id) : agent.dismissProposal(id));
    return null;
  }

  async saveSettings(settings: Params<'saveSettings'>): Result<'saveSettings'> {
    await saveAgentSettings(this.#deps.stores.workspace, settings);
    this.#settings = settings;
    this.#deps.applySettings(settings);
    return null;
  }

  async say({ conversationId, text }: Params<'say'>): Result<'say'> {
    await this.#deps.runs.say(conversationId, text);
    await this.#deps.stores.workspace.saveDraft(conversationId, '');
    return null;
  }

  async stop({ conversationId }: Params<'stop'>): Result<'stop'> {
    this.#deps.runs.stop(conversationId);
    return null;
  }

  async passage({ id }: Params<'passage'>): Result<'passage'> {
    const [passage] = await this.#deps.stores.memory.passages([id]);
    return passage ?? null;
  }

  async blockEdits({ label }: Params<'blockEdits'>): Result<'blockEdits'> {
    return this.#deps.stores.workspace.blockEdits(this.#deps.agentId, label);
  }

  async searchRecall({ text, page }: Params<'searchRecall'>): Result<'searchRecall'> {
    const { search } = this.#deps;
    return search.recall({ text: text.trim() === '' ? null : text, page, pageSize: RESULT_PAGE_SIZE });
  }

  async searchArchival({ text, page }: Params<'searchArchival'>): Result<'searchArchival'> {
    return this.#deps.search.archival({ text, page, pageSize: RESULT_PAGE_SIZE });
  }

  async notes(): Result<'notes'> {
    return this.#deps.stores.workspace.notes();
  }

  async stepPrompt({ stepId }: Params<'stepPrompt'>): Result<'stepPrompt'> {
    const { stores, agentId, models } = this.#deps;
    const step = await stores.memory.step(stepId);
    const messages = step && (await rebuildPrompt(step, stores.memory));
    if (!messages) throw new Error('What this step read was removed since.');
    const blocks = await stores.memory.blocks(agentId);
    return {
      messages,
      grammar: grammar(step.grammar, writableLabels(blocks), models.model()?.grammarDialect),
    };
  }

  /** Usage and quota are the browser's own estimate for this site. */
  storageStatus(): Promise<StorageStatus> {
    const { stores, models, embedders } = this.#deps;
    return storageStatus(stores, models.keptBytes + embedders.keptBytes);
  }

  /** A document can be searched by words: its meaning is worked out. */
  async documentSearchable(): Promise<void> {
    await this.#wantEmbedder();
    void this.#deps.embedding.wake();
    await this.reportStorage();
  }

  /** Tells the page how much is used: documents, and by then the files that reading them brought along. */
  async reportStorage(): Promise<void> {
    this.#deps.push({ type: 'storage-changed', storage: await this.storageStatus() });
  }

  /** Work that the app can start without; what kept it from being done is told. */
  async #tryTo(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#deps.push({ type: 'notice', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** The agent learns how long the person was away, with the next packed message. */
  async #noteLogin(current: Conversation): Promise<void> {
    const { stores, clock, agent } = this.#deps;
    const now = clock.now();
    const stored = await stores.workspace.setting('last-seen');
    const lastSeen = stored === null ? null : Number(stored);
    await stores.workspace.saveSetting('last-seen', String(now));
    if (current.pending.some((part) => part.type === 'login')) return;
    await agent.note(current.id, { type: 'login', at: now, lastSeen });
  }

  /** Another embedder was chosen: once search by meaning was wanted, texts are embedded anew. */
  async embedderChosen(): Promise<void> {
    if (await this.#embedderWanted()) void this.#deps.embedding.wake();
  }

  async batteryIsLow({ isLow }: Params<'batteryIsLow'>): Result<'batteryIsLow'> {
    this.#deps.embedding.pause('low-battery', isLow);
    return null;
  }

  async #embedderWanted(): Promise<boolean> {
    return (await this.#deps.stores.workspace.setting('embedder')) === 'true';
  }

  /** Once wanted, the embedder's files are on the device: later starts may load it unasked. */
  async #wantEmbedder(): Promise<void> {
    if (!(await this.#embedderWanted())) await this.#deps.stores.workspace.saveSetting('embedder', 'true');
  }

  /** A model was loaded or unloaded: the page sees the window as it is now, and search may want meaning. */
  async modelChanged(): Promise<void> {
    const { agent, chats, models, push, embedding } = this.#deps;
    const { status } = models;
    // The practice model shows how memory works, with nothing to download: words are enough for it.
    if (status.state === 'ready' && status.row.origin !== 'practice') {
      await this.#wantEmbedder();
      void embedding.wake();
    }
    const conversationId = chats.currentId;
    const map = await agent.windowMap(conversationId, models.model());
    push({ type: 'window-changed', conversationId, map });
  }
}
