import { findHit } from './function-executor.ts';
import type { MemoryStore } from './memory-store.ts';
import type { Citation, LabelledHit, Message } from './message.ts';

/**
 * The sources that a reply named, checked: a label counts only if its passage was in the prompt and is still
 * there. Labels of messages are no citations; unknown ones are dropped.
 */
export async function citeSources(
  labels: readonly string[],
  queue: readonly Message[],
  store: MemoryStore,
): Promise<Citation[]> {
  const hits = [...new Set(labels)]
    .map((label) => findHit(queue, label))
    .filter((hit): hit is LabelledHit => hit?.kind === 'passage');
  const passages = await store.passages(hits.map((hit) => hit.id));
  return hits.flatMap((hit) => {
    const passage = passages.find((it) => it.id === hit.id);
    if (!passage) return [];
    return [
      {
        label: hit.label,
        passageId: passage.id,
        documentId: passage.documentId,
        documentName: hit.documentName,
        page: passage.page,
        headingPath: passage.headingPath,
        sentence: hit.sentence,
        text: passage.text,
      },
    ];
  });
}
