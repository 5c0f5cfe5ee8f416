import { archivalSpan } from './archival-span.ts';
import type { Conversation } from './conversation.ts';
import { RESULT_PAGE_SIZE } from './format-hits.ts';
import type { MemorySearch, PassageHit } from './memory-search.ts';
import type { Citation, MessagePart } from './message.ts';

/**
 * The system's own answer while no model is loaded: the best passages of the chat's documents, and notes, for the
 * person's words.
 */
export async function answerBySearch(
  query: string,
  search: MemorySearch,
  conversation: Conversation,
  now: number,
): Promise<Extract<MessagePart, { type: 'search_answer' }>> {
  const nextLabel = conversation.labels.passages + 1;
  const asked = { text: query, page: 1, pageSize: RESULT_PAGE_SIZE };
  const result = await search.archival({ ...asked, ...archivalSpan(conversation) });
  const citations: Citation[] = result.hits.map((hit, index) => citationOf(hit, `d${nextLabel + index}`));
  return {
    type: 'search_answer',
    at: now,
    query,
    byMeaning: result.byMeaning,
    ...(result.leansOnWords && { leansOnWords: true }),
    total: result.total,
    citations,
  };
}

function citationOf({ passage, documentName, sentence, found, score }: PassageHit, label: string): Citation {
  return {
    label,
    passageId: passage.id,
    documentId: passage.documentId,
    documentName,
    page: passage.page,
    headingPath: passage.headingPath,
    sentence,
    text: passage.text,
    ...(found && { found: { by: found, score } }),
  };
}
