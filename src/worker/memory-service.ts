import type { Agent } from '../kernel/agent.ts';
import type { Block, BlockEdit } from '../kernel/block.ts';
import { blockLimit } from '../kernel/block-limit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { MemorySearch } from '../kernel/memory-search.ts';
import type { MemoryStore } from '../kernel/memory-store.ts';
import { noteTags } from '../kernel/note-tags.ts';
import type { Passage } from '../kernel/passage.ts';
import { charactersWithin, windowBudget } from '../kernel/window-budget.ts';
import type { AppRequests } from './app-protocol.ts';
import { blockDescription, blockShare, newLabel } from './block-frame.ts';

type Params<Name extends keyof AppRequests> = AppRequests[Name]['params'];
type Result<Name extends keyof AppRequests> = Promise<AppRequests[Name]['result']>;

/** Most characters in a note that the person writes: what is longer is a document, and is read in pieces. */
export const LONGEST_NOTE = 10_000;

/** Messages on a page of the timeline. */
export const TIMELINE_PAGE = 30;

export interface MemoryServiceDependencies {
  readonly agentId: string;
  readonly store: Pick<MemoryStore, 'blocks' | 'blockEdit'>;
  readonly agent: Pick<Agent, 'changeNote' | 'editBlock' | 'frameBlock'>;
  readonly search: Pick<MemorySearch, 'recall'>;
  /** The window as it is loaded, or as it usually is. */
  readonly windowTokens: () => number;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What the person does in the memory panel with their own hands. */
export class MemoryService {
  readonly #deps: MemoryServiceDependencies;

  constructor(deps: MemoryServiceDependencies) {
    this.#deps = deps;
  }

  async addNote({ text }: Params<'addNote'>): Result<'addNote'> {
    const { agent, newId, clock } = this.#deps;
    const note: Passage = {
      id: newId(),
      documentId: null,
      ...wording(text),
      ordinal: 0,
      page: null,
      headingPath: [],
      start: 0,
      createdAt: clock.now(),
      runId: null,
      tags: [],
    };
    await agent.changeNote(note.id, () => note);
    return note;
  }

  async editNote({ id, text, tags }: Params<'editNote'>): Result<'editNote'> {
    const { after } = await this.#deps.agent.changeNote(id, (before) => ({
      ...standing(before),
      // Whose words they are changes with the words, and not with what they are filed under.
      ...(text !== undefined && { ...wording(text), runId: null }),
      ...(tags && { tags: noteTags(tags) }),
    }));
    return standing(after);
  }

  async removeNote({ id }: Params<'removeNote'>): Result<'removeNote'> {
    const edit = await this.#deps.agent.changeNote(id, (before) => {
      standing(before);
      return null;
    });
    return { editId: edit.id };
  }

  async recallTimeline({ until, page }: Params<'recallTimeline'>): Result<'recallTimeline'> {
    return this.#deps.search.recall({ text: null, to: until, page, pageSize: TIMELINE_PAGE });
  }

  /** Rejects when the text is over the block's share of the window, with nothing stored. */
  async editBlock({ label, value }: Params<'editBlock'>): Result<'editBlock'> {
    return this.#write(label, value, 'Edited in the memory panel');
  }

  async restoreBlock({ editId }: Params<'restoreBlock'>): Result<'restoreBlock'> {
    const edit = await this.#deps.store.blockEdit(editId);
    if (!edit) throw new Error('This edit is no longer kept. Nothing was changed.');
    return this.#write(edit.label, edit.after, 'Went back to an earlier text');
  }

  async addBlock({ label: written, description, percent }: Params<'addBlock'>): Result<'addBlock'> {
    const { agentId, store, clock } = this.#deps;
    const blocks = await store.blocks(agentId);
    const block: Block = {
      agentId,
      label: newLabel(written, blocks),
      description: blockDescription(description),
      value: '',
      updatedAt: clock.now(),
      ...blockShare(percent, blocks),
    };
    return this.#frame(block, null, 'Added');
  }

  async changeBlock({ label, description, percent, locked }: Params<'changeBlock'>): Result<'changeBlock'> {
    const { block, others } = await this.#block(label);
    const { locked: wasLocked, percent: share, ...rest } = block;
    const isLocked = locked ?? wasLocked ?? false;
    const changed: Block = {
      ...rest,
      ...(description !== undefined && { description: blockDescription(description) }),
      ...blockShare(percent === undefined ? (share ?? null) : percent, others),
      ...(isLocked && { locked: true as const }),
      updatedAt: this.#deps.clock.now(),
    };
    return this.#frame(changed, block, describeFrame(block, changed));
  }

  async removeBlock({ label }: Params<'removeBlock'>): Result<'removeBlock'> {
    const { block } = await this.#block(label);
    await this.#deps.agent.frameBlock(this.#edit(block, '', 'Block removed'), null);
    return null;
  }

  async #write(label: string, written: string, reason: string): Promise<Block> {
    const { block, others } = await this.#block(label);
    const value = written.trim();
    const { core } = windowBudget(this.#deps.windowTokens());
    const room = charactersWithin(blockLimit(core, block, [...others, block]));
    // What is too long for a smaller window may become shorter step by step.
    if (value.length > room && value.length >= block.value.length) {
      throw new Error(
        `This is ${value.length} characters long and ${room} fit. Shorten it; nothing was changed.`,
      );
    }
    const changed = { ...block, value, updatedAt: this.#deps.clock.now() };
    await this.#deps.agent.editBlock(changed, this.#edit(block, value, reason));
    return changed;
  }

  async #frame(block: Block, before: Block | null, reason: string): Promise<Block> {
    await this.#deps.agent.frameBlock(this.#edit(before ?? block, block.value, reason), block);
    return block;
  }

  async #block(label: string): Promise<{ block: Block; others: Block[] }> {
    const blocks = await this.#deps.store.blocks(this.#deps.agentId);
    const block = blocks.find((it) => it.label === label);
    if (!block) throw new Error(`There is no block ${label} any more. It was removed; nothing was changed.`);
    return { block, others: blocks.filter((it) => it !== block) };
  }

  #edit({ agentId, label, value }: Block, after: string, reason: string): BlockEdit {
    const { newId, clock } = this.#deps;
    return {
      ...{ id: newId(), agentId, label, at: clock.now(), by: 'person', reason, runId: null },
      ...{ before: value, after },
    };
  }
}

/** For the history: what changed of a block besides its text. */
function describeFrame(before: Block, after: Block): string {
  const changes = [
    before.locked !== after.locked && (after.locked ? 'Locked' : 'Unlocked'),
    before.description !== after.description && `Now for: ${after.description}`,
    before.percent !== after.percent &&
      (after.percent === undefined ? 'An even share of the room' : `${after.percent} % of the room`),
  ];
  return changes.filter((it) => it !== false).join('. ');
}

/** The note itself; throws for the person where there is none, or where it is a document's passage. */
function standing(note: Passage | null): Passage {
  if (note === null || note.documentId !== null) {
    throw new Error('This note is no longer there. It was removed meanwhile; nothing was changed.');
  }
  return note;
}

function wording(written: string): Pick<Passage, 'text' | 'end'> {
  const text = written.trim();
  if (text === '') throw new Error('The note is empty. Write something first; nothing was changed.');
  if (text.length > LONGEST_NOTE) {
    throw new Error(
      `This is ${text.length} characters long and a note holds ${LONGEST_NOTE}. Nothing was changed. Shorten it, or add it as a document.`,
    );
  }
  return { text, end: text.length };
}
