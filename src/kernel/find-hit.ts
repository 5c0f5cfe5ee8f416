import type { LabelledHit, Message, MessagePart } from './message.ts';

/** The hit that a label in the queue stands for; the latest where a label was given twice. */
export function findHit(queue: readonly Message[], label: string): LabelledHit | null {
  for (const message of queue.toReversed()) {
    const hit = findHits(message).find((it) => it.label === label);
    if (hit) return hit;
  }
  return null;
}

/** The hits that a message shows, in order. */
export function findHits(message: Message): readonly LabelledHit[] {
  return message.parts.flatMap((part) => hitsOf(part, message));
}

/** A message as a hit under a label. */
export function messageHit(label: string, id: string): LabelledHit {
  return { label, kind: 'message', id, documentName: null, sentence: null };
}

function hitsOf(part: MessagePart, { id }: Message): readonly LabelledHit[] {
  if (part.type === 'function_result' || part.type === 'readahead') return part.hits;
  if (part.type === 'user_message' && part.label) return [messageHit(part.label, id)];
  if (part.type !== 'search_answer') return [];
  return part.citations.map(({ label, passageId, documentName, sentence }) => ({
    label,
    kind: 'passage',
    id: passageId,
    documentName,
    sentence,
  }));
}
