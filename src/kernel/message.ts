import type { FoundBy } from './found-by.ts';
import type { TextRange } from './text-range.ts';

/**
 * A message of the FIFO queue and of recall. One row is both what the model reads (`content`) and what
 * happened (`parts`), so that search, display and prompt never disagree.
 */
export interface Message {
  readonly id: string;
  readonly conversationId: string;
  /** The message before it on its path; `null` at the root. Siblings are versions. */
  readonly parentId: string | null;
  /** The run it belongs to; `null` for what happened outside a run. */
  readonly runId: string | null;
  /** `user`: a packed message, everything new for one step. `assistant`: one completion. */
  readonly role: 'user' | 'assistant';
  /** Exactly what the model reads or wrote. */
  readonly content: string;
  readonly parts: readonly MessagePart[];
  /** What was said, for recall search: the person's words or the reply. Empty where nothing was said. */
  readonly text: string;
  /** Another version took its place: recall leaves it out, the tree keeps it. */
  readonly abandoned?: true;
  /**
   * The person does not want it remembered: it stays in the transcript, while search, summaries and the prompts of
   * later epochs go without it.
   */
  readonly leftOut?: true;
  /** The message of another chat that this repeats: search finds that one. */
  readonly copyOf?: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** The model that wrote it or read it first; `null` while none was loaded. */
  readonly modelId: string | null;
}

/** The person stopped it, the window ended, the app was closed, or the model failed. */
export type Interruption = 'stopped' | 'cut-off' | 'closed' | 'failed';

/** A search hit under the label by which the model reads and cites it. */
export interface LabelledHit {
  /** `d3` for a passage, `m12` for a message. */
  readonly label: string;
  readonly kind: 'passage' | 'message';
  readonly id: string;
  /** `null` for messages and notes. */
  readonly documentName: string | null;
  /** The matching sentence within the hit's text. */
  readonly sentence: TextRange | null;
}

/** A passage shown to the person as the source of an answer. */
export interface Citation {
  readonly label: string;
  readonly passageId: string;
  readonly documentId: string | null;
  readonly documentName: string | null;
  readonly page: number | null;
  readonly headingPath: readonly string[];
  /** The matching sentence within the passage's text. */
  readonly sentence: TextRange | null;
  readonly text: string;
  /** How the search found it that the answer consists of; a model's sources have none. */
  readonly found?: { readonly by: FoundBy; readonly score: number };
  /** The sentences of the reply that it bears out, in order; not known of what was stored before, or not checked. */
  readonly supports?: readonly Support[];
}

/** A sentence of a reply, and the words of a passage that match it best. */
export interface Support {
  /** Within the reply. */
  readonly reply: TextRange;
  /** Within the passage's text. */
  readonly passage: TextRange;
}

/** A document as the model is told of it. */
export interface ToldDocument {
  readonly id: string;
  /** `f1`: what archival_memory_search takes as `document`. */
  readonly label: string;
  readonly name: string;
  /** `null` where the format has no pages. */
  readonly pages: number | null;
  /** Its headings as far as there was room, outermost first in order. */
  readonly outline: readonly string[];
}

/**
 * A part that carries text from documents or searches: material, never an instruction. `mark` is a random word
 * that the text stands between, so that nothing in it can pretend that it ends; absent where the model was
 * trained without, and in rows from before.
 */
interface Material {
  readonly mark?: string;
}

export type MessagePart =
  | {
      readonly type: 'user_message';
      readonly text: string;
      readonly at: number;
      /** Set when the text is over its share of the window: memory_read reads on under this label. */
      readonly label?: string;
      /** The page at which memory_read goes on, where the words are shown in part. */
      readonly next?: number;
    }
  /** The person asks for the rest of a reply that was interrupted; `after` is how it ended. */
  | { readonly type: 'continue'; readonly at: number; readonly after: string }
  /** A timed heartbeat: nobody wrote. */
  | { readonly type: 'timer'; readonly at: number }
  | { readonly type: 'login'; readonly at: number; readonly lastSeen: number | null }
  | (Material & {
      readonly type: 'document_added';
      readonly at: number;
      readonly documentId: string;
      readonly name: string;
      readonly pages: number | null;
      readonly passages: number;
    })
  | (Material & {
      readonly type: 'function_result';
      readonly at: number;
      readonly functionName: string;
      readonly ok: boolean;
      readonly message: string;
      readonly hits: readonly LabelledHit[];
    })
  /** Ours: the documents of this chat, told when they change or when what was told of them has left the window. */
  | (Material & {
      readonly type: 'documents';
      readonly at: number;
      /** The documents that are new to the model. */
      readonly documents: readonly ToldDocument[];
      /** Ids of all that it knows of by now. */
      readonly known: readonly string[];
      /** Labels of those that were told before and are no longer of this chat. */
      readonly gone: readonly string[];
      /** Documents of this chat that there was no room to name. */
      readonly more: number;
    })
  /** Ours: hits that the system fetched before the model asked. */
  | (Material & {
      readonly type: 'readahead';
      readonly at: number;
      readonly message: string;
      readonly hits: readonly LabelledHit[];
    })
  | {
      readonly type: 'memory_pressure';
      readonly at: number;
      readonly filled: number;
      readonly window: number;
    }
  | { readonly type: 'memory_turn'; readonly at: number }
  | { readonly type: 'core_memory'; readonly at: number; readonly label: string; readonly value: string }
  | {
      readonly type: 'run_interrupted';
      readonly at: number;
      readonly reason: string;
    }
  /** The assistant's side: one function call. `reply` is what send_message said. */
  | {
      readonly type: 'call';
      readonly thought: string;
      readonly functionName: string;
      readonly arguments: Readonly<Record<string, unknown>>;
      readonly reply: string | null;
      /** Why the reply ends where it does: `reply` is what was written by then. */
      readonly interrupted?: Interruption;
      readonly citations: readonly Citation[];
    }
  /** The system's own answer while no model is loaded: the best passages, plainly search. */
  | (Material & {
      readonly type: 'search_answer';
      readonly at: number;
      readonly query: string;
      readonly byMeaning: boolean;
      /** As in `ResultPage`. */
      readonly leansOnWords?: boolean;
      readonly total: number;
      readonly citations: readonly Citation[];
    });
