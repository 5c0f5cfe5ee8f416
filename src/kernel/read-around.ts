import type { CallContext, CallOutcome } from './call-outcome.ts';
import { formatMessages, formatPassages } from './format-hits.ts';
import type { LabelledHit, Message } from './message.ts';
import { pageCharacters } from './window-budget.ts';

/** Passages or messages shown on a page. */
const PAGE = 3;

/**
 * Reads on around a hit: the passages from it on in its document, or what was said around it; a message that
 * is longer than a result may be is read page by page. `page` counts from 1, `room` is in characters.
 */
export async function readAround(
  hit: LabelledHit,
  page: number,
  context: CallContext,
  room: number,
): Promise<CallOutcome> {
  if (hit.kind === 'passage') return readDocument(hit, page, context, room);
  const [message] = await context.store.messages([hit.id]);
  if (!message || message.leftOut) return { ok: false, message: `${hit.label} was removed since.` };
  const length = pageCharacters(context.budget.packed);
  if (message.text.length > length) return readLongMessage(hit.label, message, page, length);
  return readConversation(message, page, context, room);
}

async function readDocument(
  hit: LabelledHit,
  page: number,
  context: CallContext,
  room: number,
): Promise<CallOutcome> {
  const [passage] = await context.store.passages([hit.id]);
  if (!passage) return { ok: false, message: `${hit.label} was removed since.` };
  const first = passage.ordinal + (page - 1) * PAGE;
  const passages =
    passage.documentId === null
      ? [passage]
      : await context.store.passagesOf(passage.documentId, first, first + PAGE - 1);
  if (passages.length === 0) return { ok: false, message: 'The document ends before that page.' };
  const found = passages.map((it) => ({
    passage: it,
    documentName: hit.documentName,
    score: 0,
    found: null,
    strength: 0,
    sentence: null,
  }));
  const { text, hits } = formatPassages(
    onePage(found),
    context.conversation.labels.passages + 1,
    room,
    context.clock,
  );
  return { ok: true, message: text, hits };
}

function readLongMessage(label: string, { text }: Message, page: number, length: number): CallOutcome {
  const pages = Math.ceil(text.length / length);
  if (page > pages) return { ok: false, message: `${label} has ${pages} pages.` };
  return {
    ok: true,
    message: `${label}, page ${page}/${pages}: ${text.slice((page - 1) * length, page * length)}`,
  };
}

async function readConversation(
  message: Message,
  page: number,
  context: CallContext,
  room: number,
): Promise<CallOutcome> {
  const conversation = await context.store.conversation(message.conversationId);
  const path = conversation?.headId ? await context.store.path(conversation.headId) : [message];
  const said = path.filter((it) => (it.text !== '' && !it.leftOut) || it.id === message.id);
  // A message of an abandoned version is on no path: it stands alone.
  const at = said.findIndex((it) => it.id === message.id);
  const first = Math.max(0, at - 1) + (page - 1) * PAGE;
  const around = at < 0 ? [message] : said.slice(first, first + PAGE);
  if (around.length === 0) return { ok: false, message: 'The conversation ends before that page.' };
  const found = around.map((it) => ({ message: it, score: 0, found: null, strength: 0, sentence: null }));
  const labels = context.conversation.labels.messages + 1;
  const { text, hits } = formatMessages(onePage(found), labels, room, context.clock);
  return { ok: true, message: text, hits };
}

function onePage<Hit>(hits: readonly Hit[]) {
  return { hits, page: 1, pages: 1, total: hits.length, byMeaning: false };
}
