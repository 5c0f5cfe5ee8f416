import type { Block, BlockEdit } from '../kernel/block.ts';
import type { MessageHit, ResultPage } from '../kernel/memory-search.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Request } from './rpc.ts';

/** What a block of core memory is, apart from its text. */
export interface BlockFrame {
  /** One lower-case word. */
  readonly label: string;
  readonly description: string;
  /** Of core memory's room, in hundredths; `null`: an even part of what the others leave. */
  readonly percent: number | null;
}

/** What the page asks about memory in the person's own hands: blocks, notes, and what was said when. */
export type MemoryRequests = {
  editBlock: Request<{ readonly label: string; readonly value: string }, Block>;
  /** A new block, empty. Rejects with the reason and nothing changed. */
  addBlock: Request<BlockFrame, Block>;
  /** What a block is for, its share and its lock; what is absent stays, and a share of `null` is an even one. */
  changeBlock: Request<
    { readonly label: string; readonly locked?: boolean } & Partial<Omit<BlockFrame, 'label'>>,
    Block
  >;
  /** Its history stays, and is there again when a block of this name is added. */
  removeBlock: Request<{ readonly label: string }, null>;
  /** Lets a block read again as an edit left it: an edit of its own. */
  restoreBlock: Request<{ readonly editId: string }, Block>;
  blockEdits: Request<{ readonly label: string }, readonly BlockEdit[]>;
  /**
   * Everything said in every chat up to a moment (milliseconds since 1970, inclusive), newest first, a page at a time:
   * the same moment gives the same pages whatever is said meanwhile.
   */
  recallTimeline: Request<{ readonly until: number; readonly page: number }, ResultPage<MessageHit>>;
  /** Newest first. */
  notes: Request<Record<never, never>, readonly Passage[]>;
  /** A note of the person's own. Rejects with nothing stored. */
  addNote: Request<{ readonly text: string }, Passage>;
  /** Revises a note, whoever wrote it; what is absent stays. Rejects with nothing changed. */
  editNote: Request<
    { readonly id: string; readonly text?: string; readonly tags?: readonly string[] },
    Passage
  >;
  /** Removes a note; `undo` with the edit's id brings it back as it was. */
  removeNote: Request<{ readonly id: string }, { readonly editId: string }>;
};
