import type { ConversationView } from '../worker/app-protocol.ts';
import type { AppState } from './app-state.ts';

/** Whether a chat is the one that is open. */
export function isCurrent(state: AppState, conversationId: string): boolean {
  return state.view?.conversation.id === conversationId;
}

/** Changes what is shown of a chat; nothing changes while another one is open. */
export function changeView(
  state: AppState,
  conversationId: string,
  change: (view: ConversationView) => ConversationView,
): AppState {
  if (!state.view || !isCurrent(state, conversationId)) return state;
  return { ...state, view: change(state.view) };
}
