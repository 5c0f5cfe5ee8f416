import type { Conversation } from './conversation.ts';
import type { MessagePart } from './message.ts';
import { addDocumentLabels } from './tell-documents.ts';
import { charactersWithin, type WindowBudget } from './window-budget.ts';

type Labels = Conversation['labels'];

/** Whether the person's words may be more than a packed message may show. */
export function isLong(text: string, budget: WindowBudget): boolean {
  // Escapes and other scripts can take several tokens a character: what may be cut gets a label.
  return text.length > charactersWithin(budget.packed) / 12;
}

/** Gives what the person said at length a label, under which memory_read reads on. */
export function labelLong(
  parts: readonly MessagePart[],
  labels: Labels,
  budget: WindowBudget,
): MessagePart[] {
  let { messages } = labels;
  return parts.map((part) => {
    if (part.type !== 'user_message' || !isLong(part.text, budget)) return part;
    messages += 1;
    return { ...part, label: `m${messages}` };
  });
}

/**
 * The labels of a conversation once a packed message has given out its own; those of function results and search
 * answers were counted when they were made.
 */
export function labelsAfter(
  { labels, documentLabels }: Conversation,
  parts: readonly MessagePart[],
): Pick<Conversation, 'labels' | 'documentLabels'> {
  let { passages, messages } = labels;
  for (const part of parts) {
    if (part.type === 'user_message' && part.label !== undefined) messages += 1;
    if (part.type !== 'readahead') continue;
    passages += part.hits.filter((hit) => hit.kind === 'passage').length;
    messages += part.hits.filter((hit) => hit.kind === 'message').length;
  }
  const told = addDocumentLabels(documentLabels ?? [], parts);
  return { labels: { passages, messages }, ...(told.length > 0 && { documentLabels: told }) };
}
