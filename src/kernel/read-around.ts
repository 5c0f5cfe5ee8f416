import { formatMessages, formatPassages } from './format-hits.ts';
import type { CallContext, CallOutcome } from './function-executor.ts';
import type { LabelledHit } from './message.ts';

/** Passages or messages shown around a hit. */
const NEIGHBOURS = 3;

/** Reads on around a hit: the passages after it in its document, or what was said before and after it. */
export async function readAround(hit: LabelledHit, context: CallContext, room: number): Promise<CallOutcome> {
  return hit.kind === 'passage' ? readDocument(hit, context, room) : readConversation(hit, context, room);
}

async function readDocument(hit: LabelledHit, context: CallContext, room: number): Promise<CallOutcome> {
  const [passage] = await context.store.passages([hit.id]);
  if (!passage) return { ok: false, message: `${hit.label} was removed since.` };
  const passages =
    passage.documentId === null
      ? [passage]
      : await context.store.passagesOf(passage.documentId, passage.ordinal, passage.ordinal + NEIGHBOURS - 1);
  const found = passages.map((it) => ({
    passage: it,
    documentName: hit.documentName,
    score: 0,
    sentence: null,
  }));
  const { text, hits } = formatPassages(onePage(found), context.conversation.labels.passages + 1, room);
  return { ok: true, message: text, hits };
}

async function readConversation(hit: LabelledHit, context: CallContext, room: number): Promise<CallOutcome> {
  const [message] = await context.store.messages([hit.id]);
  if (!message) return { ok: false, message: `${hit.label} was removed since.` };
  const conversation = await context.store.conversation(message.conversationId);
  const path = conversation?.headId ? await context.store.path(conversation.headId) : [message];
  const said = path.filter((it) => it.text !== '');
  const at = Math.max(
    0,
    said.findIndex((it) => it.id === message.id),
  );
  const around = said.slice(Math.max(0, at - 1), at + NEIGHBOURS);
  const found = around.map((it) => ({ message: it, score: 0, sentence: null }));
  const labels = context.conversation.labels.messages + 1;
  const { text, hits } = formatMessages(onePage(found), labels, room, context.clock);
  return { ok: true, message: text, hits };
}

function onePage<Hit>(hits: readonly Hit[]) {
  return { hits, page: 1, pages: 1, total: hits.length, byMeaning: false };
}
