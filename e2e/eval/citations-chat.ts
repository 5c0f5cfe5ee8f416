import { Agent } from '../../src/kernel/agent.ts';
import { defaultBlocks } from '../../src/kernel/core-memory.ts';
import type { LibraryDocument } from '../../src/kernel/document.ts';
import type { Embedder } from '../../src/kernel/embedder.ts';
import { newConversation } from '../../src/kernel/new-conversation.ts';
import type { Passage } from '../../src/kernel/passage.ts';
import type { Trace } from '../../src/kernel/trace.ts';
import { foldedTextReader } from '../../src/retrieval/folded-text-reader.ts';
import { quantiseFinely } from '../../src/retrieval/quantise-vector.ts';
import { HybridMemorySearch } from '../../src/storage/hybrid-memory-search.ts';
import { type OpenStores, openStores } from '../../src/storage/open-stores.ts';
import { passageContext } from '../../src/storage/passage-context.ts';
import { type AskedQuestion, CitingModel } from './citing-model.ts';
import { type AnswerQuestion, answerDocumentId } from './read-answer-set.ts';
import type { AnsweredQuestion } from './score-citations.ts';

const agentId = 'a';
/** Vectors stored in one transaction. */
const batch = 500;

/** The kernel over the app's own stores and search, with a document of passages in its library. */
export class CitationsChat {
  readonly #stores: OpenStores;
  readonly #agent: Agent;
  #time = 0;
  #ids = 0;

  private constructor(stores: OpenStores, search: HybridMemorySearch) {
    this.#stores = stores;
    const dependencies = {
      agentId,
      store: stores.memory,
      search,
      clock: { now: () => this.#now(), timeZone: 'UTC' },
      newId: () => this.#newId(),
      texts: foldedTextReader,
      emit: (trace: Trace) => {
        if (trace.type === 'message-added') search.messageAdded(trace.message);
      },
    };
    this.#agent = new Agent(dependencies);
  }

  /** @param vectorOf of a passage's text under its headings; search goes by words alone without an embedder */
  static async open(
    passages: readonly Passage[],
    embedder: Embedder | null,
    vectorOf: (text: string) => Float32Array,
  ): Promise<CitationsChat> {
    const stores = await openStores({ name: 'citations' });
    const blocks = defaultBlocks.map((block) => ({ ...block, agentId, updatedAt: 0 }));
    await stores.workspace.ensureAgent({ id: agentId, name: 'Pagefile', createdAt: 0 }, blocks);
    const row = documentOf(passages);
    await stores.library.addDocument(row, new ArrayBuffer(4));
    const text = passages.map((passage) => passage.text).join('\n');
    await stores.library.storeExtraction(row, { text, pages: null }, passages);
    const search = new HybridMemorySearch(stores);
    await search.load();
    if (embedder) {
      await search.setEmbedder(embedder);
      for (let from = 0; from < passages.length; from += batch) {
        const vectors = passages.slice(from, from + batch).map((passage) => {
          const vector = quantiseFinely(vectorOf(passageContext(passage)));
          return { kind: 'passage' as const, id: passage.id, vector };
        });
        search.vectorsStored(embedder.modelId, vectors);
      }
    }
    return new CitationsChat(stores, search);
  }

  /** Asks in a chat of its own. Throws when the run does not end with an answer. */
  async ask(question: AskedQuestion & AnswerQuestion): Promise<AnsweredQuestion> {
    const id = `chat${question.index}`;
    await this.#stores.memory.commit({ conversation: newConversation(agentId, id, this.#now()) });
    const model = new CitingModel(question);
    const event = { type: 'user_message', text: question.question, at: this.#now() } as const;
    const pending = await this.#agent.receive(id, event);
    const outcome = await this.#agent.handle(pending, model, new AbortController().signal);
    if (outcome.type !== 'answered') throw new Error(`"${question.question}" was not answered.`);
    const headId = (await this.#stores.memory.conversation(id))?.headId;
    const last = headId ? (await this.#stores.memory.path(headId)).at(-1) : undefined;
    const call = last?.parts[0];
    if (call?.type !== 'call') throw new Error(`"${question.question}" has no reply.`);
    return { ...question, said: model.said, reply: call.reply ?? '', citations: call.citations };
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

function documentOf(passages: readonly Passage[]): LibraryDocument {
  return {
    ...{ id: answerDocumentId, name: 'Articles', format: 'text', bytes: 4, sha256: '', addedAt: 0 },
    ...{ state: 'searchable', pages: null, passages: passages.length, embedded: 0, problem: null },
  };
}
