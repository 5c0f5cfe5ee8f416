import { findHits } from './find-hit.ts';
import { isMaterial } from './mark-material.ts';
import type { MemoryStore } from './memory-store.ts';
import type { Message, MessagePart } from './message.ts';
import type { Passage } from './passage.ts';

/** What stands in the window, by who wrote it. */
export interface WindowTexts {
  /** The person's own messages, those that a search brought back included. */
  readonly said: readonly string[];
  /** Texts of documents, notes and searches, as far as the model was shown them. */
  readonly material: readonly string[];
  /** The passages that material was taken from. */
  readonly passages: readonly Passage[];
}

/** Takes the queue apart by who wrote what. */
export async function windowTexts(
  queue: readonly Message[],
  store: Pick<MemoryStore, 'messages' | 'passages'>,
): Promise<WindowTexts> {
  const parts = queue.flatMap((message) => message.parts);
  const hits = queue.flatMap(findHits);
  const idsOf = (kind: 'message' | 'passage') => [
    ...new Set(hits.filter((hit) => hit.kind === kind).map((hit) => hit.id)),
  ];
  const [found, passages] = await Promise.all([
    store.messages(idsOf('message')),
    store.passages(idsOf('passage')),
  ]);
  const spoken = found.filter((message) => message.role === 'user').map((message) => message.text);
  return {
    said: [...parts.flatMap((part) => (part.type === 'user_message' ? [part.text] : [])), ...spoken],
    material: [
      ...parts.filter(isMaterial).flatMap(textsOf),
      ...found.filter((message) => message.role === 'assistant').map((message) => message.text),
    ].filter((text) => text !== ''),
    passages,
  };
}

function textsOf(part: MessagePart): readonly string[] {
  switch (part.type) {
    case 'readahead':
    case 'function_result':
      // Where nothing was found, the system speaks; a long message that is read on is the person's own.
      return part.hits.length > 0 ? [part.message] : [];
    case 'documents':
      return part.documents.flatMap(({ name, outline }) => [name, ...outline]);
    case 'document_added':
      return [part.name];
    case 'search_answer':
      return part.citations.flatMap(({ documentName, headingPath, text }) => [
        documentName ?? '',
        ...headingPath,
        text,
      ]);
    default:
      return [];
  }
}
