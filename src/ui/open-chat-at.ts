import { VIEW_MESSAGES } from './app-actions.ts';
import type { AppBinding } from './app-context.ts';

/** Shows a chat back to a message, however long ago it was said. */
export async function openChatAt(
  { actions, store }: Pick<AppBinding, 'actions' | 'store'>,
  conversationId: string,
  messageId: string,
): Promise<void> {
  for (let limit = VIEW_MESSAGES; ; limit *= 4) {
    await actions.openChat(conversationId, limit);
    const { view } = store.getState();
    // It could not be opened, or another was meanwhile.
    if (view?.conversation.id !== conversationId) return;
    if (!view.hasEarlier || view.messages.some(({ id }) => id === messageId)) return;
  }
}
