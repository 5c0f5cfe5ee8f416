import type { MessagePart } from './message.ts';

/** The recursive summary: what stands at the head of the queue for everything evicted before it. */
export interface Summary {
  readonly text: string;
  /** The evicted range in recall: from the root of the path to this message, inclusive. */
  readonly throughMessageId: string;
  /** The label under which memory_read reads what was evicted, from its last message back. */
  readonly label: string;
  /** Messages the summary stands for. */
  readonly messages: number;
  readonly createdAt: number;
  /** `extractive` when the model was interrupted or failed and the system summarised by itself. */
  readonly by: 'model' | 'extractive';
}

/** A chat: a path through the message tree, with the summary of what has left the queue. */
export interface Conversation {
  readonly id: string;
  readonly agentId: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Last message of the path; `null` before the first. */
  readonly headId: string | null;
  /** `null` until the first flush. The queue is the path after `summary.throughMessageId`. */
  readonly summary: Summary | null;
  /** Written by a memory turn, used by the next flush. */
  readonly preparedSummary: string | null;
  /** Whether the epoch's memory-pressure alert was given. */
  readonly alerted: boolean;
  /** Timed heartbeats rest until then; milliseconds since 1970. */
  readonly heartbeatsPausedUntil?: number;
  /** What the next packed message must still carry (function results, document events). */
  readonly pending: readonly MessagePart[];
  /** Labels handed out so far in this conversation: the next hit is `d${documents + 1}` or `m${messages + 1}`. */
  readonly labels: { readonly passages: number; readonly messages: number };
  /** Documents that this chat searches, by id; all of the library where absent or `null`. Notes are searched always. */
  readonly attached?: readonly string[] | null;
  /** Documents that the model was told of, by id, in order: the first is `f1` to it. */
  readonly documentLabels?: readonly string[];
  /** Stands above the others in the list of chats. */
  readonly pinned?: boolean;
  /** Out of the list of chats, and searched all the same. */
  readonly archived?: boolean;
  /** When the person deleted it, in milliseconds since 1970: it is shown nowhere, and goes for good unless that is undone. */
  readonly deletedAt?: number | null;
  /** Reads memory and writes none. It goes for good when it is left. */
  readonly temporary?: true;
  /** The chat whose beginning it repeats. */
  readonly branchedFrom?: string;
}
