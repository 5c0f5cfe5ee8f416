import type { AppState } from './app-state.ts';

/** Something that was done to a message, and what takes it back. */
export interface UndoOffer {
  readonly words: string;
  readonly undo:
    | { readonly type: 'note'; readonly id: string }
    /** An exchange was deleted: its version is gone over to. */
    | { readonly type: 'version'; readonly conversationId: string; readonly id: string };
}

/** The latest offer takes the place of the one before. What was deleted leaves the page with it. */
export function withOffer(state: AppState, offer: UndoOffer | null): AppState {
  const { view } = state;
  if (offer?.undo.type !== 'version' || view?.conversation.id !== offer.undo.conversationId)
    return { ...state, offer };
  return { ...state, offer, view: { ...view, messages: view.messages.filter((it) => !it.abandoned) } };
}
