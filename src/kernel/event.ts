/** What wakes the agent (paper, section 2.3). */
export type AgentEvent =
  | { readonly type: 'user_message'; readonly text: string; readonly at: number }
  /** A timed heartbeat (paper, section 2.3: "timed events that are run on a regular schedule"). */
  | { readonly type: 'timer'; readonly at: number }
  | { readonly type: 'login'; readonly at: number; readonly lastSeen: number | null }
  | {
      readonly type: 'document_added';
      readonly at: number;
      readonly documentId: string;
      readonly name: string;
      readonly pages: number | null;
      readonly passages: number;
    };

/** An event as stored before it is handled, so that one which the page's death interrupted is not lost. */
export interface PendingEvent {
  readonly id: string;
  readonly conversationId: string;
  readonly event: AgentEvent;
}
