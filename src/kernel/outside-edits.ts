import type { AgentDependencies } from './agent-dependencies.ts';
import type { Block, BlockEdit } from './block.ts';
import { blockLimit } from './block-limit.ts';
import { changeBlock } from './core-memory.ts';
import type { Commit } from './memory-store.ts';
import type { MessagePart } from './message.ts';
import { noteChanges } from './note-changes.ts';
import type { NoteEdit } from './note-edit.ts';
import type { Passage } from './passage.ts';
import type { Proposal } from './proposal.ts';
import type { Session, SessionChange } from './session.ts';
import { type Undone, undoEdits } from './undo-edits.ts';
import { charactersWithin, type WindowBudget } from './window-budget.ts';

/** A chat that goes on from another place, stored with what is undone for it. */
export type BranchCommit = Required<Pick<Commit, 'conversation' | 'messages' | 'addedEvents'>>;

/** Which edits: one of a block or a note, those of some runs, or those whose words came from a document. */
export type EditsToUndo =
  | { readonly editId: string }
  | { readonly runIds: readonly string[] }
  | { readonly documentId: string };

interface FoundEdits {
  readonly blockEdits: readonly BlockEdit[];
  readonly noteEdits: readonly NoteEdit[];
  /** Changes that wait for the person and lose their ground. */
  readonly proposals: readonly Proposal[];
}

/**
 * Changes of memory that no run makes: the person's own, what they accept, and what is undone. A run may be under
 * way, in whatever chat: its session stores the change and its next prompt hears of it; others read memory anew.
 * Calls come one after another; the caller sees to that.
 */
export class OutsideEdits {
  readonly #deps: AgentDependencies;
  readonly #session: () => Session | null;

  /** @param session the one that is open, if any */
  constructor(deps: AgentDependencies, session: () => Session | null) {
    this.#deps = deps;
    this.#session = session;
  }

  /** The person's edit. Rejects with nothing changed when it can't be stored. */
  async edit(block: Block, edit: BlockEdit, settledProposals: readonly string[] = []): Promise<void> {
    const session = this.#session();
    if (session) {
      const isStored = await session.record({ settledProposals }, tellOf([block], [edit]));
      if (!isStored) throw new Error(`${block.label} was changed meanwhile. Look at it, and try again.`);
    } else {
      await this.#deps.store.commit({ blocks: [block], blockEdits: [edit], settledProposals });
      this.#emitBlocks([block], [edit]);
    }
    this.#emitSettled(settledProposals);
  }

  /**
   * What the person changes of a block besides its text, which may be new; `null` removes it, and its history stays.
   * The next prompt shows core memory as it is then. Rejects with nothing changed when it can't be stored.
   */
  async frame(edit: BlockEdit, block: Block | null): Promise<void> {
    const { agentId, label } = edit;
    const blocks = block ? [block] : [];
    const removedBlocks = block ? [] : [{ agentId, label }];
    const session = this.#session();
    if (session) {
      const isStored = await session.record(
        { removedBlocks },
        { blocks, blockEdits: [edit], reframes: true },
      );
      if (!isStored) throw new Error(`${label} was changed meanwhile. Look at it, and try again.`);
    } else {
      await this.#deps.store.commit({ blocks, removedBlocks, blockEdits: [edit] });
      this.#emitBlocks(blocks, [edit]);
    }
    if (!block) this.#deps.emit({ type: 'block-removed', label });
  }

  /**
   * Makes a change that waited for the person; nothing happens when it does not wait any more. Rejects, and it
   * waits on, when it no longer fits the block.
   */
  async accept(proposalId: string, budget: WindowBudget): Promise<void> {
    const { store, agentId, clock, newId } = this.#deps;
    const proposal = await this.#proposal(proposalId);
    if (!proposal) return;
    const blocks = await store.blocks(agentId);
    const block = blocks.find(({ label }) => label === proposal.label);
    if (!block) throw new Error(`There is no block ${proposal.label} any more. Dismiss this change.`);
    const changed = changeBlock(block, proposal.change);
    const room = Math.max(proposal.after.length, charactersWithin(blockLimit(budget.core, block, blocks)));
    if (!changed.ok || changed.value.length > room) {
      throw new Error(
        `${block.label} has changed since, and this no longer fits it. Nothing was changed. Edit the block yourself, or dismiss this.`,
      );
    }
    const now = clock.now();
    const { label, reason, runId, sources } = proposal;
    const edit: BlockEdit = {
      ...{ id: newId(), agentId, label, at: now, by: 'model', reason, runId },
      before: block.value,
      after: changed.value,
      ...(sources.length > 0 && { sources }),
    };
    await this.edit({ ...block, value: changed.value, updatedAt: now }, edit, [proposalId]);
  }

  /** Drops a change that waited for the person. */
  async dismiss(proposalId: string): Promise<void> {
    if (!(await this.#proposal(proposalId))) return;
    await this.#deps.store.commit({ settledProposals: [proposalId] });
    this.#emitSettled([proposalId]);
  }

  /**
   * The person's own change of a note, which `change` works out from it as it stands (`null`: there is none, or none
   * is to be). Rejects with nothing changed when it can't be stored.
   */
  async changeNote(noteId: string, change: (before: Passage | null) => Passage | null): Promise<NoteEdit> {
    const { store, newId, clock } = this.#deps;
    const [before = null] = await store.passages([noteId]);
    const after = change(before);
    const { sources } = after ?? before ?? {};
    const edit: NoteEdit = {
      ...{ id: newId(), noteId, at: clock.now(), runId: null, before, after },
      ...(sources && { sources }),
    };
    const session = this.#session();
    if (session) await session.record(noteChanges([edit]), {});
    else await store.commit(noteChanges([edit]));
    this.#emitNotes(after ? [after] : [], after ? [] : [noteId]);
    return edit;
  }

  /** Undoes edits, with a branch in the same stroke; looked at again when a run changed a block meanwhile. */
  async undo(edits: EditsToUndo, reason: string, branch: BranchCommit | null = null): Promise<Undone> {
    let found = await this.#find(edits);
    let undone = await this.#undoing(found, reason);
    while (!(await this.#store(undone, found.proposals, branch))) {
      found = await this.#find(edits);
      undone = await this.#undoing(found, reason);
    }
    this.#emitNotes(undone.notes, undone.removedNotes);
    this.#emitSettled(found.proposals.map(({ id }) => id));
    return undone;
  }

  async #find(edits: EditsToUndo): Promise<FoundEdits> {
    const { store, agentId } = this.#deps;
    if ('editId' in edits) {
      const edit = await store.blockEdit(edits.editId);
      const noteEdit = edit ? null : await store.noteEdit(edits.editId);
      return { blockEdits: edit ? [edit] : [], noteEdits: noteEdit ? [noteEdit] : [], proposals: [] };
    }
    const proposals = await store.proposals(agentId);
    if ('documentId' in edits) {
      const found = withoutUndone(await store.editsFromDocument(edits.documentId));
      return { ...found, proposals: proposals.filter(({ sources }) => sources.includes(edits.documentId)) };
    }
    const found = withoutUndone(await store.editsOfRuns(edits.runIds));
    return { ...found, proposals: proposals.filter(({ runId }) => edits.runIds.includes(runId)) };
  }

  async #undoing({ blockEdits, noteEdits }: FoundEdits, reason: string): Promise<Undone> {
    const { store, clock, newId, agentId } = this.#deps;
    const notes = await store.passages([...new Set(noteEdits.map((edit) => edit.noteId))]);
    const blocks = await store.blocks(agentId);
    return undoEdits({ blockEdits, noteEdits, notes, blocks, reason, now: clock.now(), newId });
  }

  async #store(
    { blocks, blockEdits, notes, removedNotes, undoneEdits }: Undone,
    proposals: readonly Proposal[],
    branch: BranchCommit | null,
  ): Promise<boolean> {
    const { conversation, ...rest } = branch ?? {};
    const changes = { notes, removedNotes, undoneEdits, settledProposals: proposals.map(({ id }) => id) };
    const session = this.#session();
    if (session) {
      const other = conversation && { otherConversation: conversation };
      return session.record({ ...rest, ...other, ...changes }, tellOf(blocks, blockEdits));
    }
    await this.#deps.store.commit({ ...branch, blocks, blockEdits, ...changes });
    this.#emitBlocks(blocks, blockEdits);
    return true;
  }

  async #proposal(id: string): Promise<Proposal | undefined> {
    return (await this.#deps.store.proposals(this.#deps.agentId)).find((it) => it.id === id);
  }

  #emitBlocks(blocks: readonly Block[], blockEdits: readonly BlockEdit[]): void {
    for (const [index, block] of blocks.entries()) {
      const edit = blockEdits[index];
      if (edit) this.#deps.emit({ type: 'block-changed', block, edit });
    }
  }

  #emitNotes(notes: readonly Passage[], removedNotes: readonly string[]): void {
    for (const passage of notes) this.#deps.emit({ type: 'note-added', passage });
    for (const passageId of removedNotes) this.#deps.emit({ type: 'note-removed', passageId });
  }

  #emitSettled(ids: readonly string[]): void {
    for (const id of ids) this.#deps.emit({ type: 'proposal-settled', id });
  }
}

function withoutUndone({
  blockEdits,
  noteEdits,
}: Omit<FoundEdits, 'proposals'>): Omit<FoundEdits, 'proposals'> {
  return {
    blockEdits: blockEdits.filter(({ undone }) => !undone),
    noteEdits: noteEdits.filter(({ undone }) => !undone),
  };
}

/** Blocks changed outside a run: stored, and told to the prompt that is open. */
function tellOf(blocks: readonly Block[], blockEdits: readonly BlockEdit[]): SessionChange {
  const parts: MessagePart[] = blocks.map(({ label, value, updatedAt }) => ({
    type: 'core_memory',
    at: updatedAt,
    label,
    value,
  }));
  return { blocks, blockEdits, conversation: ({ pending }) => ({ pending: [...pending, ...parts] }) };
}
