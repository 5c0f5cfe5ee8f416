import { type Attribution, attributeReply, type ShownPassage } from './attribute-reply.ts';
import { labelsIn } from './attribute-statements.ts';
import { findHit } from './find-hit.ts';
import type { MemoryStore } from './memory-store.ts';
import type { Citation, LabelledHit, Message } from './message.ts';
import type { Passage } from './passage.ts';
import type { TextReader } from './text-reader.ts';

/** A reply whose sentences are held against the window. */
export interface CheckedReply {
  readonly text: string;
  readonly reader: TextReader;
}

/**
 * The passages that a reply rests on: those that bear out a sentence of it, in its order, whether the model
 * named them or not. A label counts only if its passage was in the prompt and is still stored, and not where
 * the passage has nothing in common with the reply. Labels of messages are no citations; unknown ones are
 * dropped. Without `reply` the labels are taken at their word.
 */
export async function citeSources(
  labels: readonly string[],
  queue: readonly Message[],
  store: MemoryStore,
  reply?: CheckedReply,
): Promise<Citation[]> {
  if (!reply) {
    const rows = await readRows(namedHits(labels, queue), store);
    return rows.map(({ hit, passage }) => citationOf(hit, passage));
  }
  const named = namedHits([...labels, ...labelsIn(reply.text)], queue);
  const rows = await readRows([...named, ...readHits(queue)], store);
  const passages = rows.map(({ hit, passage }) => shownPassage(hit, passage, named.includes(hit)));
  const attributions = attributeReply(reply.text, passages, {
    asked: lastWords(queue),
    reader: reply.reader,
  });
  const order = [...new Set(attributions.map(({ passageId }) => passageId))];
  return order.flatMap((id) => {
    const row = rows.find(({ passage }) => passage.id === id);
    const supports = attributions.filter(({ passageId }) => passageId === id);
    return row ? [withSupports(citationOf(row.hit, row.passage), supports)] : [];
  });
}

interface Row {
  readonly hit: LabelledHit;
  readonly passage: Passage;
}

/** The passages behind the hits, each under the first label that it has here. */
async function readRows(hits: readonly LabelledHit[], store: MemoryStore): Promise<Row[]> {
  const stored = new Map((await store.passages(hits.map(({ id }) => id))).map((it) => [it.id, it]));
  return hits.flatMap((hit, index) => {
    const passage = stored.get(hit.id);
    const isFirst = hits.findIndex(({ id }) => id === hit.id) === index;
    return passage && isFirst ? [{ hit, passage }] : [];
  });
}

function namedHits(labels: readonly string[], queue: readonly Message[]): LabelledHit[] {
  return [...new Set(labels)]
    .map((label) => findHit(queue, label))
    .filter((hit): hit is LabelledHit => hit?.kind === 'passage');
}

/**
 * The passages whose words the model read, those shown last first. A note that it stored is not one of them: it
 * would bear out whatever the model said of it.
 */
function readHits(queue: readonly Message[]): LabelledHit[] {
  const hits = queue.toReversed().flatMap(({ parts }) =>
    parts.toReversed().flatMap((part): readonly LabelledHit[] => {
      if (part.type === 'readahead') return part.hits;
      if (part.type !== 'function_result' || part.functionName === 'archival_memory_insert') return [];
      return part.hits;
    }),
  );
  return hits.filter((hit) => hit.kind === 'passage');
}

/** What the person said last. */
function lastWords(queue: readonly Message[]): string {
  const said = queue.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'user_message' ? [part.text] : [])),
  );
  return said.at(-1) ?? '';
}

function shownPassage({ documentName }: LabelledHit, passage: Passage, isNamed: boolean): ShownPassage {
  const { id, text, headingPath } = passage;
  return { id, text, place: [documentName ?? '', ...headingPath].join('\n'), isNamed };
}

function citationOf({ label, documentName, sentence }: LabelledHit, passage: Passage): Citation {
  const { id, documentId, page, headingPath, text } = passage;
  return { label, passageId: id, documentId, documentName, page, headingPath, sentence, text };
}

/** The chip marks what matches the sentence that the passage covers best. */
function withSupports(citation: Citation, supports: readonly Attribution[]): Citation {
  const best = supports.reduce((one, other) => (other.coverage > one.coverage ? other : one));
  return {
    ...citation,
    sentence: best.passage,
    supports: supports.map(({ reply, passage }) => ({ reply, passage })),
  };
}
