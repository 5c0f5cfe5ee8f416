import { foldedTextReader } from '../retrieval/folded-text-reader.ts';
import { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import { type OpenStores, openStores } from '../storage/open-stores.ts';
import { sampleDocument, samplePassage } from '../storage/sample-rows.fixture.ts';
import { StoredLibrary } from '../storage/stored-library.ts';
import { Agent } from './agent.ts';
import type { AgentDependencies } from './agent-dependencies.ts';
import { defaultBlocks } from './core-memory.ts';
import type { AgentEvent, PendingEvent } from './event.ts';
import type { LanguageModel } from './language-model.ts';
import type { MemorySearch } from './memory-search.ts';
import { type Commit, type MemoryStore, StorageError } from './memory-store.ts';
import type { Message } from './message.ts';
import { newConversation } from './new-conversation.ts';
import type { RunOutcome, StepTrace, Trace } from './trace.ts';

/** Stands before each commit; throws or rejects to refuse it. */
export type CommitGuard = (commit: Commit) => void | Promise<void>;

/**
 * A device for tests: stores that outlive agents, a disk that refuses what it is told to, a clock that can be
 * set, and every trace. Chats are `c` and `c2`.
 */
export class World {
  readonly stores: OpenStores;
  readonly traces: Trace[] = [];
  /** Milliseconds since 1970; each look at the clock takes a second. */
  time = Date.parse('2026-11-20T12:00:00Z');
  /** Set to refuse commits. */
  guard: CommitGuard = () => {};
  /** Commits that were asked for, refused ones included. */
  commits = 0;
  agent!: Agent;
  search!: HybridMemorySearch;
  readonly #options: WorldOptions;
  #ids = 0;
  #documents = 0;
  #edits = 0;
  #marks = 0;

  private constructor(stores: OpenStores, options: WorldOptions) {
    this.stores = stores;
    this.#options = options;
  }

  static async create(options: WorldOptions = {}): Promise<World> {
    const world = new World(await openStores({ name: 'world' }), options);
    const blocks = defaultBlocks.map((block) => ({ ...block, agentId: 'a', updatedAt: 0 }));
    await world.stores.workspace.ensureAgent({ id: 'a', name: 'Pagefile', createdAt: 0 }, blocks);
    for (const id of ['c', 'c2']) {
      const conversation = newConversation('a', id, world.now());
      // A title of its own: giving one is a commit more, which would blur the counting of a run's commits.
      await world.stores.memory.commit({ conversation: { ...conversation, title: `Chat ${id}` } });
    }
    await world.restart();
    return world;
  }

  now(): number {
    this.time += 1000;
    return this.time;
  }

  readonly newId = (): string => {
    this.#ids += 1;
    return `id${String(this.#ids).padStart(6, '0')}`;
  };

  /** The page dies and opens again: nothing but the stores is left of what was before. */
  async restart(): Promise<void> {
    const search = new HybridMemorySearch(this.stores);
    await search.load();
    this.search = search;
    this.guard = () => {};
    const owner = {};
    this.#owner = owner;
    const dependencies: AgentDependencies = {
      agentId: 'a',
      store: this.#guardedStore(owner),
      search: this.#options.search?.(search) ?? search,
      clock: { now: () => this.now(), timeZone: 'UTC' },
      newId: this.newId,
      emit: (trace) => {
        // What a dead page still says reaches nobody.
        if (this.#owner !== owner) return;
        this.traces.push(trace);
        if (trace.type === 'message-added' || trace.type === 'message-changed')
          search.messageAdded(trace.message);
        if (trace.type === 'note-added') search.noteAdded(trace.passage);
        if (trace.type === 'note-removed') search.noteRemoved(trace.passageId);
        this.#options.onTrace?.(trace);
      },
      readsAhead: this.#options.readsAhead ?? (() => true),
      texts: foldedTextReader,
      documents: new StoredLibrary(this.stores.library),
      newMark: () => this.#newMark(),
    };
    this.agent = new Agent(dependencies);
    for (const id of ['c', 'c2']) await this.agent.recover(id);
  }

  #owner: object = {};

  #newMark(): string {
    this.#marks += 1;
    return `x${this.#marks}x`;
  }

  /** The store as the agent sees it. An agent whose page died can store nothing any more. */
  #guardedStore(owner: object): MemoryStore {
    const inner = this.stores.memory;
    const commit = async (rows: Commit): Promise<void> => {
      if (this.#owner !== owner) throw new StorageError('closed', 'The page is gone.');
      this.commits += 1;
      await this.guard(rows);
      await this.#options.onCommit?.(rows);
      await inner.commit(rows);
    };
    return new Proxy(inner, {
      get(target, name) {
        if (name === 'commit') return commit;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  handle(pending: PendingEvent, model: LanguageModel | null, signal?: AbortSignal): Promise<RunOutcome> {
    return this.agent.handle(pending, model, signal ?? new AbortController().signal);
  }

  async event(event: AgentEvent, model: LanguageModel | null, signal?: AbortSignal): Promise<RunOutcome> {
    return this.handle(await this.agent.receive('c', event), model, signal);
  }

  say(text: string, model: LanguageModel | null, signal?: AbortSignal): Promise<RunOutcome> {
    return this.event({ type: 'user_message', text, at: this.now() }, model, signal);
  }

  /** Says something and, as the app does after an answer, lets the model tidy up. */
  async talk(text: string, model: LanguageModel): Promise<RunOutcome> {
    const outcome = await this.say(text, model);
    if (outcome.type === 'answered')
      await this.agent.takeMemoryTurn('c', model, new AbortController().signal);
    return outcome;
  }

  /** The person's own edit of a block, in the chat that is open. */
  async editBlock(label: string, value: string): Promise<void> {
    const block = (await this.stores.memory.blocks('a')).find((it) => it.label === label);
    if (!block) throw new Error(`There is no block ${label}.`);
    this.#edits += 1;
    const edit = { id: `edit${this.#edits}`, agentId: 'a', label, at: this.now(), runId: null };
    await this.agent.editBlock(
      { ...block, value, updatedAt: edit.at },
      { ...edit, by: 'person', reason: 'Edited in the memory panel', before: block.value, after: value },
    );
  }

  /** A document arrives, a passage for each text, and the chat that is open hears of it. */
  async addDocument(name: string, texts: readonly string[], conversationId = 'c'): Promise<void> {
    this.#documents += 1;
    const id = `doc${this.#documents}`;
    const passages = texts.map((text, ordinal) =>
      samplePassage(`${id}p${String(ordinal).padStart(3, '0')}`, {
        documentId: id,
        text,
        ordinal,
        page: ordinal + 1,
        end: text.length,
        createdAt: this.time - ordinal,
      }),
    );
    const document = sampleDocument(id, { name, state: 'searchable', passages: passages.length });
    const extracted = { text: texts.join(''), pages: null };
    await this.stores.library.addDocument(document, new ArrayBuffer(4));
    await this.stores.library.storeExtraction(document, extracted, passages);
    this.search.passagesAdded(passages);
    const at = this.now();
    const part = { type: 'document_added', at, documentId: id, name, pages: null } as const;
    await this.agent.note(conversationId, { ...part, passages: passages.length });
  }

  async path(conversationId = 'c'): Promise<Message[]> {
    const conversation = await this.stores.memory.conversation(conversationId);
    return conversation?.headId ? this.stores.memory.path(conversation.headId) : [];
  }

  async block(label: string): Promise<string> {
    return (await this.stores.memory.blocks('a')).find((it) => it.label === label)?.value ?? '';
  }

  steps(): StepTrace[] {
    return this.traces.flatMap((trace) => (trace.type === 'step-end' ? [trace.step] : []));
  }
}

export interface WorldOptions {
  readonly readsAhead?: () => boolean;
  readonly onTrace?: (trace: Trace) => void;
  /** Called with what is about to be stored, refused commits left out. */
  readonly onCommit?: CommitGuard;
  /** What the agent is given in place of the search. */
  readonly search?: (search: HybridMemorySearch) => MemorySearch;
}

/** The disk is full. */
export function refusal(): StorageError {
  return new StorageError('full', 'There is no space left on this device.');
}

/** A search of which `broken` says whether it throws, by the number of the call. */
export function breakSearch(broken: (call: number) => boolean) {
  let calls = 0;
  const guard = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    calls += 1;
    if (broken(calls)) throw new Error('The index is broken.');
    return work();
  };
  return (search: MemorySearch): MemorySearch => ({
    recall: (query) => guard(() => search.recall(query)),
    archival: (query) => guard(() => search.archival(query)),
  });
}
