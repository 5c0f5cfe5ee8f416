import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';
import type { StepTrace } from '../kernel/trace.ts';

/** Who remembers: owns core memory, conversations and notes. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

/** What the page shows of agents and chats. All methods reject with `StorageError`. */
export interface WorkspaceStore {
  /** The first agent, created with these blocks when there is none. */
  ensureAgent(agent: Agent, blocks: readonly Block[]): Promise<Agent>;
  /** Newest first. */
  conversations(): Promise<Conversation[]>;
  /** Removes the chat with its messages, their vectors, steps, epochs, drafts and waiting events. */
  removeConversation(id: string): Promise<void>;
  /** Newest first. */
  blockEdits(agentId: string, label?: string): Promise<BlockEdit[]>;
  /** The agent's and the person's notes, newest first. */
  notes(): Promise<Passage[]>;
  /** Steps of a conversation, newest first. */
  steps(conversationId: string, limit: number): Promise<StepTrace[]>;
  /** Messages with something said, within a span of time (both inclusive), newest first. */
  messagesBetween(from: number, to: number): Promise<Message[]>;
  /** Every message with something said, in batches, for building the index at start. */
  eachMessages(visit: (batch: readonly Message[]) => void): Promise<void>;
  /** Empty when there is none. */
  draft(conversationId: string): Promise<string>;
  saveDraft(conversationId: string, text: string): Promise<void>;
  /** A small named value, as JSON text; `null` when it was never set. */
  setting(name: string): Promise<string | null>;
  saveSetting(name: string, value: string): Promise<void>;
}
