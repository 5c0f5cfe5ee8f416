import type { MessagePart } from './message.ts';

/**
 * What wakes the agent (paper, section 2.3), the timer included ("timed events that are run on a regular
 * schedule"). An event is a part of the packed message that it becomes.
 */
export type AgentEvent = Extract<
  MessagePart,
  { type: 'user_message' | 'continue' | 'timer' | 'login' | 'document_added' }
>;

/** An event as stored before it is handled, so that one which the page's death interrupted is not lost. */
export interface PendingEvent {
  readonly id: string;
  readonly conversationId: string;
  readonly event: AgentEvent;
}
