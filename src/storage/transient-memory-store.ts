import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { PendingEvent } from '../kernel/event.ts';
import type { Commit, MemoryStore, PartialReply } from '../kernel/memory-store.ts';
import type { Message } from '../kernel/message.ts';
import type { NoteEdit } from '../kernel/note-edit.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Proposal } from '../kernel/proposal.ts';
import type { Epoch, StepTrace } from '../kernel/trace.ts';
import { passageContext } from './passage-context.ts';
import { saidText } from './said-text.ts';
import { guardWrite } from './storage-failure.ts';
import type { TransientDatabase } from './transient-database.ts';

/** The kernel's disk where there is none: gone when the tab closes. */
export class TransientMemoryStore implements MemoryStore {
  readonly #db: TransientDatabase;

  constructor(db: TransientDatabase) {
    this.#db = db;
  }

  commit(commit: Commit): Promise<void> {
    // Cloning is all that can fail, and it comes before the first change.
    return guardWrite(async () => this.#apply(structuredClone(commit)));
  }

  async conversation(id: string): Promise<Conversation | null> {
    return this.#db.conversations.get(id) ?? null;
  }

  async messages(ids: readonly string[]): Promise<Message[]> {
    return ids.map((id) => this.#db.messages.get(id)).filter((message) => message !== undefined);
  }

  async path(headId: string, options: { afterId?: string; limit?: number } = {}): Promise<Message[]> {
    const { afterId, limit = Number.POSITIVE_INFINITY } = options;
    const path: Message[] = [];
    for (let id: string | null = headId; id !== null && id !== afterId && path.length < limit; ) {
      const message = this.#db.messages.get(id);
      if (message === undefined) break;
      path.push(message);
      id = message.parentId;
    }
    return path.reverse();
  }

  async children(conversationId: string, parentId: string | null): Promise<Message[]> {
    return [...this.#db.messages.values()]
      .filter((message) => message.conversationId === conversationId && message.parentId === parentId)
      .sort((a, b) => a.createdAt - b.createdAt);
  }

  async editsOfRuns(runIds: readonly string[]): Promise<{ blockEdits: BlockEdit[]; noteEdits: NoteEdit[] }> {
    const ofRuns = (edit: { readonly runId: string | null }) =>
      edit.runId !== null && runIds.includes(edit.runId);
    return {
      blockEdits: [...this.#db.blockEdits.values()].filter(ofRuns),
      noteEdits: [...this.#db.noteEdits.values()].filter(ofRuns),
    };
  }

  async editsFromDocument(documentId: string): Promise<{ blockEdits: BlockEdit[]; noteEdits: NoteEdit[] }> {
    const isFrom = ({ sources = [] }: { readonly sources?: readonly string[] }) =>
      sources.includes(documentId);
    return {
      blockEdits: [...this.#db.blockEdits.values()].filter(isFrom),
      noteEdits: [...this.#db.noteEdits.values()].filter(isFrom),
    };
  }

  async blockEdit(id: string): Promise<BlockEdit | null> {
    return this.#db.blockEdits.get(id) ?? null;
  }

  async noteEdit(id: string): Promise<NoteEdit | null> {
    return this.#db.noteEdits.get(id) ?? null;
  }

  async blocks(agentId: string): Promise<Block[]> {
    return [...this.#db.blocks.values()]
      .filter((block) => block.agentId === agentId)
      .sort((a, b) => (a.label < b.label ? -1 : 1));
  }

  async proposals(agentId: string): Promise<Proposal[]> {
    return [...this.#db.proposals.values()]
      .filter((proposal) => proposal.agentId === agentId)
      .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  }

  async passages(ids: readonly string[]): Promise<Passage[]> {
    return ids.map((id) => this.#db.passages.get(id)).filter((passage) => passage !== undefined);
  }

  async passagesOf(documentId: string, from: number, to: number): Promise<Passage[]> {
    return [...this.#db.passages.values()]
      .filter((each) => each.documentId === documentId && each.ordinal >= from && each.ordinal <= to)
      .sort((a, b) => a.ordinal - b.ordinal);
  }

  async epoch(id: string): Promise<Epoch | null> {
    return this.#db.epochs.get(id) ?? null;
  }

  async step(id: string): Promise<StepTrace | null> {
    return this.#db.steps.get(id) ?? null;
  }

  async pendingEvents(): Promise<PendingEvent[]> {
    return [...this.#db.pendingEvents.values()];
  }

  async partialReply(conversationId: string): Promise<PartialReply | null> {
    return this.#db.partialReplies.get(conversationId) ?? null;
  }

  #apply(commit: Commit): void {
    const db = this.#db;
    const { conversation, epoch, step, partialReply } = commit;
    for (const each of [conversation, commit.otherConversation]) {
      if (each !== undefined) db.conversations.set(each.id, each);
    }
    for (const message of commit.messages ?? []) this.#putMessage(message);
    for (const block of commit.blocks ?? []) db.blocks.set(blockKey(block), block);
    for (const block of commit.removedBlocks ?? []) db.blocks.delete(blockKey(block));
    for (const edit of commit.blockEdits ?? []) db.blockEdits.set(edit.id, edit);
    for (const note of commit.notes ?? []) this.#putNote(note);
    for (const id of commit.removedNotes ?? []) {
      db.passages.delete(id);
      db.forgetText({ kind: 'passage', id });
    }
    for (const edit of commit.noteEdits ?? []) db.noteEdits.set(edit.id, edit);
    for (const proposal of commit.proposals ?? []) db.proposals.set(proposal.id, proposal);
    for (const id of commit.settledProposals ?? []) db.proposals.delete(id);
    for (const id of commit.undoneEdits ?? []) this.#markUndone(id);
    if (epoch !== undefined) db.epochs.set(epoch.id, epoch);
    if (step !== undefined) db.steps.set(step.id, step);
    for (const event of commit.addedEvents ?? []) db.pendingEvents.set(event.id, event);
    for (const id of commit.finishedEvents ?? []) db.pendingEvents.delete(id);
    if (partialReply === null && conversation !== undefined) db.partialReplies.delete(conversation.id);
    else if (partialReply) db.partialReplies.set(partialReply.conversationId, partialReply);
  }

  #markUndone(id: string): void {
    const { blockEdits, noteEdits } = this.#db;
    const [block, note] = [blockEdits.get(id), noteEdits.get(id)];
    if (block !== undefined) blockEdits.set(id, { ...block, undone: true });
    if (note !== undefined) noteEdits.set(id, { ...note, undone: true });
  }

  #putMessage(message: Message): void {
    const before = this.#db.messages.get(message.id);
    this.#db.messages.set(message.id, message);
    const [old, text] = [before === undefined ? '' : saidText(before), saidText(message)];
    if (old === text && (before?.createdAt === message.createdAt || text === '')) return;
    this.#db.forgetText({ kind: 'message', id: message.id });
    if (text !== '') this.#db.enqueue({ kind: 'message', id: message.id });
  }

  #putNote(note: Passage): void {
    const before = this.#db.passages.get(note.id);
    this.#db.passages.set(note.id, note);
    const isSame = before !== undefined && passageContext(before) === passageContext(note);
    if (isSame && before.createdAt === note.createdAt) return;
    this.#db.forgetText({ kind: 'passage', id: note.id });
    if (passageContext(note) !== '') this.#db.enqueue({ kind: 'passage', id: note.id });
  }
}

function blockKey({ agentId, label }: Pick<Block, 'agentId' | 'label'>): string {
  return JSON.stringify([agentId, label]);
}
