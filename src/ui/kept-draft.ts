/*
 * A draft that the worker has not saved yet, kept for this tab alone until it has. Some private windows throw on
 * any use of storage: then the words last as long as the page.
 */

const keyOf = (conversationId: string) => `pagefile.draft.${conversationId}`;

export function keepDraft(conversationId: string, text: string): void {
  try {
    sessionStorage.setItem(keyOf(conversationId), text);
  } catch {
    return;
  }
}

/** `null` when the worker has the newest. */
export function keptDraft(conversationId: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(conversationId));
  } catch {
    return null;
  }
}

export function forgetDraft(conversationId: string): void {
  try {
    sessionStorage.removeItem(keyOf(conversationId));
  } catch {
    return;
  }
}
