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
  /** Newest first; without those that pass. */
  conversations(): Promise<Conversation[]>;
  /** The one that was used last, of those that are neither passing nor archived; `null` when there is none. */
  newestConversation(): Promise<Conversation | null>;
  /** Chats that no list shows and that no start keeps: marked as deleted, or temporary. */
  passingConversations(): Promise<Conversation[]>;
  /** All messages of a chat, also those of versions that are not shown, oldest first. */
  messagesOf(conversationId: string): Promise<Message[]>;
  /**
   * For each of these messages that has versions: the ids of all that follow the same message, its own among them,
   * oldest first. Read together, however many they are.
   */
  versions(messages: readonly Message[]): Promise<Record<string, readonly string[]>>;
  /** Removes the chat with its messages, their vectors, steps, epochs, drafts, waiting events and proposals. */
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
