import type { Block, BlockEdit } from './block.ts';
import type { Conversation } from './conversation.ts';
import type { Message } from './message.ts';
import type { Passage } from './passage.ts';
import type { Proposal } from './proposal.ts';

/** The context window by section, in tokens; the sections and `free` add up to `window`. */
export interface WindowMap {
  readonly window: number;
  readonly system: number;
  readonly core: number;
  readonly summary: number;
  readonly queue: number;
  readonly free: number;
  /** Messages in the queue, and messages that the summary stands for. */
  readonly queueMessages: number;
  readonly summaryMessages: number;
  /** Token positions of the marks: the memory-pressure alert, and the flush (window less reply reserve). */
  readonly pressureAt: number;
  readonly flushAt: number;
  /** False while no model is loaded: counted by estimate, four characters a token. */
  readonly exact: boolean;
}

/** The rendered head of the prompt at the opening of an epoch; the queue's messages follow it. */
export interface Epoch {
  readonly id: string;
  readonly conversationId: string;
  readonly openedAt: number;
  readonly reason: 'start' | 'flush' | 'restore' | 'abort' | 'core-memory' | 'conversation' | 'model';
  /** System message and, after a flush, the summary message: exactly as the model read them. */
  readonly prefix: readonly { readonly role: 'system' | 'user'; readonly content: string }[];
  /** First queue message after the prefix. */
  readonly firstMessageId: string;
  /** Messages of the queue, by id, that are not to be remembered; absent where there are none. */
  readonly leftOut?: readonly string[];
  /** Messages of the queue, by id, whose results quote such a one. */
  readonly quoting?: readonly string[];
}

/** One step: one completion and its function call. Holds references: the prompt is rebuilt from them. */
export interface StepTrace {
  readonly id: string;
  readonly runId: string;
  readonly conversationId: string;
  readonly epochId: string;
  /** The prompt is the epoch's prefix and the path from its first message to this one. */
  readonly lastMessageId: string;
  readonly modelId: string;
  readonly startedAt: number;
  readonly milliseconds: number;
  /** Tokens in the whole prompt, and how many of them the engine had to read. */
  readonly promptTokens: number;
  readonly prefilledTokens: number;
  readonly completionTokens: number;
  readonly finish: 'stop' | 'length' | 'abort' | 'error';
  /** The grammar's name, from which its text is generated. */
  readonly grammar: GrammarName;
  readonly output: string;
  /** `null` when the output was cut off, refused or no call. */
  readonly functionName: string | null;
  readonly result: { readonly ok: boolean; readonly message: string } | null;
  /** Whether the run went on to another step. */
  readonly heartbeat: boolean;
}

/** `read-only`: nothing that writes memory. */
export type GrammarName =
  | 'all-functions'
  | 'with-timers'
  | 'read-only'
  | 'memory-turn'
  | 'summarize'
  | 'send-message';

export type Phase =
  | { readonly name: 'reading'; readonly tokens: number }
  | { readonly name: 'thinking' }
  | { readonly name: 'writing' }
  | { readonly name: 'searching'; readonly query: string }
  | { readonly name: 'remembering' };

export type RunOutcome =
  | { readonly type: 'answered' }
  | { readonly type: 'slept' }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly message: string };

/** Everything that comes out of the kernel, in order. */
export type Trace =
  | { readonly type: 'run-start'; readonly runId: string; readonly conversationId: string }
  | { readonly type: 'phase'; readonly runId: string; readonly conversationId: string; readonly phase: Phase }
  | {
      readonly type: 'reply-delta';
      readonly runId: string;
      readonly conversationId: string;
      readonly text: string;
    }
  | { readonly type: 'message-added'; readonly message: Message }
  /** A message that was there before changed: another version took its place, or gave it back. */
  | { readonly type: 'message-changed'; readonly message: Message }
  /** The chat goes on from another place; `undone` says what memory went with what was replaced. */
  | {
      readonly type: 'branch';
      readonly conversationId: string;
      readonly undone: {
        readonly blocks: readonly string[];
        readonly notes: number;
        readonly kept: readonly string[];
      };
    }
  | { readonly type: 'conversation-changed'; readonly conversation: Conversation }
  | { readonly type: 'block-changed'; readonly block: Block; readonly edit: BlockEdit }
  | { readonly type: 'block-removed'; readonly label: string }
  | { readonly type: 'note-added'; readonly passage: Passage }
  | { readonly type: 'note-removed'; readonly passageId: string }
  | { readonly type: 'proposal-added'; readonly proposal: Proposal }
  /** Accepted, dismissed, or gone with the answer that it belonged to. */
  | { readonly type: 'proposal-settled'; readonly id: string }
  | { readonly type: 'step-end'; readonly step: StepTrace }
  | { readonly type: 'window-changed'; readonly conversationId: string; readonly map: WindowMap }
  | {
      readonly type: 'flush';
      readonly conversationId: string;
      readonly evicted: number;
      readonly tokensBefore: number;
      readonly tokensAfter: number;
    }
  | {
      readonly type: 'run-end';
      readonly runId: string;
      readonly conversationId: string;
      readonly outcome: RunOutcome;
    };
