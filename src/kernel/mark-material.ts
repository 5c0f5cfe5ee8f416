import type { MessagePart } from './message.ts';

/** Functions whose results hold what documents or past messages say. */
const reading: ReadonlySet<string> = new Set([
  'conversation_search',
  'conversation_search_date',
  'archival_memory_search',
  'memory_read',
]);

export type MaterialPart = Extract<MessagePart, { readonly mark?: string }>;

/** Whether a part carries text that was written by somebody else than the person, the model or the system. */
export function isMaterial(part: MessagePart): part is MaterialPart {
  switch (part.type) {
    case 'readahead':
    case 'documents':
    case 'document_added':
    case 'search_answer':
      return true;
    case 'function_result':
      return part.ok && reading.has(part.functionName);
    default:
      return false;
  }
}

/**
 * Gives material a mark to stand between, a fresh one for each part: a document that was written before can't
 * know it, and so can't end the material and go on as somebody else.
 *
 * @param newMark a random word of letters and digits
 */
export function markMaterial(parts: readonly MessagePart[], newMark: () => string): MessagePart[] {
  return parts.map((part) => (isMaterial(part) ? { ...part, mark: newMark() } : part));
}
