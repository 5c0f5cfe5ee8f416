import { Agent } from '../kernel/agent.ts';
import type { CancelSignal } from '../kernel/cancel-signal.ts';
import type { Clock } from '../kernel/clock.ts';
import { defaultBlocks } from '../kernel/core-memory.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { LanguageModel } from '../kernel/language-model.ts';
import type { Citation, Message } from '../kernel/message.ts';
import { newConversation } from '../kernel/new-conversation.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Trace } from '../kernel/trace.ts';
import { foldedTextReader } from '../retrieval/folded-text-reader.ts';
import { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import type { OpenStores } from '../storage/open-stores.ts';
import { StoredLibrary } from '../storage/stored-library.ts';

/** What a model is checked with. */
export interface CheckDependencies {
  /** Empty ones that nothing else sees, each time. */
  readonly openStores: () => OpenStores;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly newMark: () => string;
}

/** What the model said to the person. */
export interface CheckReply {
  readonly text: string;
  readonly citations: readonly Citation[];
}

const AGENT_ID = 'check';

/** An agent with stores of its own, in which a model is tried and the person's memory is not. */
export class CheckWorld {
  readonly #deps: CheckDependencies;
  readonly #stores: OpenStores;
  readonly #search: HybridMemorySearch;
  readonly #agent: Agent;
  #replies: CheckReply[] = [];

  private constructor(deps: CheckDependencies, stores: OpenStores, readsAhead: boolean) {
    const { clock, newId, newMark } = deps;
    this.#deps = deps;
    this.#stores = stores;
    this.#search = new HybridMemorySearch(stores, clock.timeZone);
    this.#agent = new Agent({
      ...{ agentId: AGENT_ID, store: stores.memory, search: this.#search, clock, newId, newMark },
      texts: foldedTextReader,
      documents: new StoredLibrary(stores.library),
      readsAhead: () => readsAhead,
      emit: (trace) => this.#follow(trace),
    });
  }

  static async open(deps: CheckDependencies, readsAhead: boolean): Promise<CheckWorld> {
    const stores = deps.openStores();
    const now = deps.clock.now();
    await stores.workspace.ensureAgent(
      { id: AGENT_ID, name: 'Pagefile', createdAt: now },
      defaultBlocks.map((block) => ({ ...block, agentId: AGENT_ID, updatedAt: now })),
    );
    return new CheckWorld(deps, stores, readsAhead);
  }

  /** Says something in a chat of its own. Resolves with the last answer; `null` where there is none. */
  async say(text: string, model: LanguageModel | null, signal: CancelSignal): Promise<CheckReply | null> {
    const { clock, newId } = this.#deps;
    const conversation = newConversation(AGENT_ID, newId(), clock.now());
    await this.#stores.memory.commit({ conversation });
    this.#replies = [];
    const event = { type: 'user_message', text, at: clock.now() } as const;
    await this.#agent.handle(await this.#agent.receive(conversation.id, event), model, signal);
    return this.#replies.at(-1) ?? null;
  }

  /** A document of one passage for each of these texts. */
  async addDocument(name: string, texts: readonly string[]): Promise<void> {
    const { clock, newId } = this.#deps;
    const { library } = this.#stores;
    const id = newId();
    const text = texts.join('\n');
    const passages = texts.map((it, ordinal): Passage => {
      const start = texts.slice(0, ordinal).reduce((sum, before) => sum + before.length + 1, 0);
      const place = { ordinal, page: null, headingPath: [], start, end: start + it.length };
      return { id: newId(), documentId: id, text: it, ...place, createdAt: clock.now(), runId: null };
    });
    const document: LibraryDocument = {
      ...{ id, name, format: 'text', bytes: text.length, sha256: id, addedAt: clock.now() },
      ...{ state: 'searchable', pages: null, passages: passages.length, embedded: 0, problem: null },
    };
    await library.addDocument(document, new ArrayBuffer(0));
    await library.storeExtraction(document, { text, pages: null }, passages);
    this.#search.passagesAdded(passages);
  }

  /** All of core memory. */
  async core(): Promise<string> {
    const blocks = await this.#stores.memory.blocks(AGENT_ID);
    return blocks.map(({ value }) => value).join('\n');
  }

  #follow(trace: Trace): void {
    if (trace.type === 'message-added' || trace.type === 'message-changed') {
      this.#search.messageAdded(trace.message);
    }
    if (trace.type === 'message-added') this.#replies.push(...repliesIn(trace.message));
    if (trace.type === 'note-added') this.#search.noteAdded(trace.passage);
    if (trace.type === 'note-removed') this.#search.noteRemoved(trace.passageId);
  }
}

function repliesIn({ parts }: Message): CheckReply[] {
  return parts.flatMap((part) =>
    part.type === 'call' && part.reply ? [{ text: part.reply, citations: part.citations }] : [],
  );
}
