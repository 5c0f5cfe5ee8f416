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
  /** A timed heartbeat: nobody wrote. */
  | { readonly type: 'timer'; readonly at: number }
  | { readonly type: 'login'; readonly at: number; readonly lastSeen: number | null }
  | {
      readonly type: 'document_added';
      readonly at: number;
      readonly documentId: string;
      readonly name: string;
      readonly pages: number | null;
      readonly passages: number;
    }
  | {
      readonly type: 'function_result';
      readonly at: number;
      readonly functionName: string;
      readonly ok: boolean;
      readonly message: string;
      readonly hits: readonly LabelledHit[];
    }
  /** Ours: hits that the system fetched before the model asked. */
  | {
      readonly type: 'readahead';
      readonly at: number;
      readonly message: string;
      readonly hits: readonly LabelledHit[];
    }
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
  | {
      readonly type: 'search_answer';
      readonly at: number;
      readonly query: string;
      readonly byMeaning: boolean;
      /** As in `ResultPage`. */
      readonly leansOnWords?: boolean;
      readonly total: number;
      readonly citations: readonly Citation[];
    };
