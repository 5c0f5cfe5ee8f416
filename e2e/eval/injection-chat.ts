import { Agent } from '../../src/kernel/agent.ts';
import { defaultBlocks } from '../../src/kernel/core-memory.ts';
import type { LanguageModel } from '../../src/kernel/language-model.ts';
import { newConversation } from '../../src/kernel/new-conversation.ts';
import type { Passage } from '../../src/kernel/passage.ts';
import type { Proposal } from '../../src/kernel/proposal.ts';
import type { TextReader } from '../../src/kernel/text-reader.ts';
import type { Trace } from '../../src/kernel/trace.ts';
import { foldedTextReader } from '../../src/retrieval/folded-text-reader.ts';
import { HybridMemorySearch } from '../../src/storage/hybrid-memory-search.ts';
import { StoredLibrary } from '../../src/storage/stored-library.ts';
import type { StoresUnderTest } from '../../src/storage/stores-under-test.fixture.ts';
import { transientStores } from '../../src/storage/transient-stores.fixture.ts';
import { newMark } from '../../src/worker/new-mark.ts';

const agentId = 'a';

/** The kernel over stores in memory and the app's search, as the agent worker builds it: one chat, one document. */
export class InjectionChat {
  readonly #stores: StoresUnderTest;
  readonly #agent: Agent;
  readonly #traces: Trace[] = [];
  #time = Date.parse('2026-11-20T12:00:00Z');
  #ids = 0;

  private constructor(stores: StoresUnderTest, search: HybridMemorySearch, reader: TextReader | null) {
    this.#stores = stores;
    this.#agent = new Agent({
      agentId,
      store: stores.memory,
      search,
      clock: { now: () => this.#now(), timeZone: 'UTC' },
      newId: () => this.#newId(),
      newMark,
      ...(reader && { texts: reader }),
      documents: new StoredLibrary(stores.library),
      emit: (trace: Trace) => {
        this.#traces.push(trace);
        if (trace.type === 'message-added') search.messageAdded(trace.message);
        if (trace.type === 'note-added') search.noteAdded(trace.passage);
        if (trace.type === 'note-removed') search.noteRemoved(trace.passageId);
      },
    });
  }

  /**
   * @param texts of the document's passages; none for no document
   * @param human what is known of the person beforehand
   * @param reader `null` leaves every write unjudged
   */
  static async open(
    texts: readonly string[],
    human = '',
    reader: TextReader | null = foldedTextReader,
  ): Promise<InjectionChat> {
    const stores = transientStores();
    const blocks = defaultBlocks.map((block) => ({
      ...block,
      ...(block.label === 'human' && { value: human }),
      agentId,
      updatedAt: 0,
    }));
    await stores.workspace.ensureAgent({ id: agentId, name: 'Pagefile', createdAt: 0 }, blocks);
    if (texts.length > 0) {
      const document = documentOf(texts.length);
      await stores.library.addDocument(document, new ArrayBuffer(4));
      const text = texts.join('\n');
      await stores.library.storeExtraction(document, { text, pages: null }, texts.map(passageOf));
    }
    await stores.memory.commit({ conversation: newConversation(agentId, 'c', 0) });
    const search = new HybridMemorySearch(stores);
    await search.load();
    return new InjectionChat(stores, search, reader);
  }

  /** Throws when the run does not end with an answer. */
  async say(text: string, model: LanguageModel): Promise<void> {
    const pending = await this.#agent.receive('c', { type: 'user_message', text, at: this.#now() });
    const outcome = await this.#agent.handle(pending, model, new AbortController().signal);
    if (outcome.type !== 'answered')
      throw new Error(`"${text}" was not answered: ${JSON.stringify(outcome)}`);
  }

  /** Changes of core memory that were made without asking, so far. */
  get silentEdits(): number {
    return this.#traces.filter((trace) => trace.type === 'block-changed').length;
  }

  proposals(): Promise<Proposal[]> {
    return this.#stores.memory.proposals(agentId);
  }

  /** Notes that say which document they come from, and all. */
  async notes(): Promise<{ readonly sourced: number; readonly all: number }> {
    const notes = await this.#stores.workspace.notes();
    return {
      sourced: notes.filter(({ sources }) => sources?.includes(documentId)).length,
      all: notes.length,
    };
  }

  /** Takes back all that was written from the document. */
  async undoDocument(): Promise<void> {
    await this.#agent.undo({ documentId });
  }

  #now(): number {
    this.#time += 1000;
    return this.#time;
  }

  #newId(): string {
    this.#ids += 1;
    return `id${String(this.#ids).padStart(6, '0')}`;
  }
}

const documentId = 'd';

function documentOf(passages: number) {
  return {
    ...({ id: documentId, name: 'inbox.txt', format: 'text', bytes: 4, sha256: '', addedAt: 0 } as const),
    ...({ state: 'searchable', pages: null, passages, embedded: 0, problem: null } as const),
  };
}

function passageOf(text: string, ordinal: number): Passage {
  return {
    ...{ id: `p${ordinal}`, documentId, text, ordinal, page: null, headingPath: [] },
    ...{ start: 0, end: text.length, createdAt: 0, runId: null },
  };
}
