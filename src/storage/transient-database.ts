import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { PendingEvent } from '../kernel/event.ts';
import type { PartialReply } from '../kernel/memory-store.ts';
import type { Message } from '../kernel/message.ts';
import type { NoteEdit } from '../kernel/note-edit.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Proposal } from '../kernel/proposal.ts';
import type { Epoch, StepTrace } from '../kernel/trace.ts';
import { HandedOutTexts } from './handed-out-texts.ts';
import type { DocumentText, QueuedText, StoredVector, VectorModels } from './library-store.ts';
import { textKey } from './text-key.ts';
import type { Agent } from './workspace-store.ts';

type TextKey = Pick<QueuedText, 'kind' | 'id'>;

/**
 * Everything the three transient stores share. It lives as long as this object: used where the browser
 * offers no IndexedDB, and in tests. Rows are never changed in place, so reads hand them out as they are;
 * what comes in is cloned by the stores.
 */
export class TransientDatabase {
  readonly agents = new Map<string, Agent>();
  readonly conversations = new Map<string, Conversation>();
  readonly messages = new Map<string, Message>();
  readonly partialReplies = new Map<string, PartialReply>();
  readonly drafts = new Map<string, string>();
  /** By agent and label, as JSON. */
  readonly blocks = new Map<string, Block>();
  readonly blockEdits = new Map<string, BlockEdit>();
  readonly noteEdits = new Map<string, NoteEdit>();
  readonly proposals = new Map<string, Proposal>();
  readonly documents = new Map<string, LibraryDocument>();
  readonly documentFiles = new Map<string, ArrayBuffer>();
  readonly documentTexts = new Map<string, DocumentText>();
  readonly passages = new Map<string, Passage>();
  /** By model, then by text. */
  readonly vectors = new Map<string, Map<string, StoredVector>>();
  vectorModels: VectorModels | null = null;
  readonly pendingEvents = new Map<string, PendingEvent>();
  readonly epochs = new Map<string, Epoch>();
  readonly steps = new Map<string, StepTrace>();
  readonly settings = new Map<string, string>();
  readonly handedOut = new HandedOutTexts();

  readonly #queue = new Map<string, TextKey & { readonly place: number }>();
  #lastPlace = 0;

  /** Texts that wait to be embedded, oldest first. */
  queue(): (TextKey & { readonly place: number })[] {
    return [...this.#queue.values()];
  }

  queuedAt(key: TextKey): number | null {
    return this.#queue.get(textKey(key))?.place ?? null;
  }

  /** Queues a text at the end unless it waits already. */
  enqueue({ kind, id }: TextKey): void {
    if (this.#queue.has(textKey({ kind, id }))) return;
    this.#lastPlace++;
    this.#queue.set(textKey({ kind, id }), { kind, id, place: this.#lastPlace });
  }

  dequeue(key: TextKey): void {
    this.#queue.delete(textKey(key));
  }

  /** Takes a text that changed or went out of the queue, and drops its vectors. */
  forgetText(key: TextKey): void {
    this.dequeue(key);
    for (const vectors of this.vectors.values()) vectors.delete(textKey(key));
  }
}
