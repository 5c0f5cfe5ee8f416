import { archivalSpan } from './archival-span.ts';
import { blockLimit } from './block-limit.ts';
import type { CallContext, CallOutcome } from './call-outcome.ts';
import type { Conversation } from './conversation.ts';
import { changeBlock, coreMemoryChange, writableLabels } from './core-memory.ts';
import { applyEdit, proposeEdit, sourcesOf } from './edit-core-memory.ts';
import { findHit, messageHit } from './find-hit.ts';

import { formatMessages, formatPassages, RESULT_PAGE_SIZE } from './format-hits.ts';
import type { ArgumentsOf } from './functions.ts';
import type { LanguageModel } from './language-model.ts';
import type { NoteEdit } from './note-edit.ts';
import type { FunctionCall } from './parse-call.ts';
import type { Passage } from './passage.ts';
import { readAround } from './read-around.ts';
import { relativeDates, resolveDate } from './resolve-date.ts';
import { seenMessages } from './seen-messages.ts';
import { documentOfLabel } from './tell-documents.ts';
import { charactersWithin } from './window-budget.ts';

/** Runs one validated call. Expected failures are outcomes with a message that the model can act on. */
export async function executeCall(call: FunctionCall, context: CallContext): Promise<CallOutcome> {
  switch (call.name) {
    case 'send_message':
      return sendMessage(call.arguments);
    case 'core_memory_append':
    case 'core_memory_replace':
      return editBlock(call, context);
    case 'conversation_search':
      return searchRecall(context, { text: call.arguments.query, page: call.arguments.page });
    case 'conversation_search_date':
      return searchRecallByDate(call.arguments, context);
    case 'archival_memory_search':
      return searchArchival(call.arguments, context);
    case 'archival_memory_insert':
      return insertNote(call.arguments.content, context);
    case 'archival_memory_replace':
      return replaceNote(call.arguments, context);
    case 'memory_read':
      return readHit(call.arguments, context);
    case 'summarize':
      return summarize(call.arguments, context);
    case 'pause_heartbeats':
      return pauseHeartbeats(call.arguments, context);
  }
}

function sendMessage({ message, sources }: ArgumentsOf<'send_message'>): CallOutcome {
  if (message.trim() === '') return failed('The message was empty: the person waits for words.');
  return { ok: true, message: 'Sent.', reply: { text: message, sources } };
}

async function editBlock(
  call: Extract<FunctionCall, { name: 'core_memory_append' | 'core_memory_replace' }>,
  context: CallContext,
): Promise<CallOutcome> {
  const { label } = call.arguments;
  const block = context.blocks.find((it) => it.label === label);
  if (!block)
    return failed(`There is no block ${label}. Blocks: ${context.blocks.map((it) => it.label).join(', ')}.`);
  if (block.locked) return failed(lockedMessage(label, context));
  const change = coreMemoryChange(call);
  const changed = changeBlock(block, change);
  if (!changed.ok) return failed(changed.message);
  const tokens = await textTokens(changed.value, context.model);
  const limit = blockLimit(context.budget.core, block, context.blocks);
  if (tokens > limit) {
    const used = await textTokens(block.value, context.model);
    return failed(
      `${label} would take ${tokens} tokens and may take ${limit}; ${Math.max(0, limit - used)} are left. Shorten it with core_memory_replace, or store details with archival_memory_insert.`,
    );
  }
  const edit = { block, change, after: changed.value, reason: call.thought };
  return (await proposeEdit(edit, context)) ?? applyEdit(edit, context);
}

/** Tokens of a text by itself: without what a template puts around a message. */
async function textTokens(content: string, model: LanguageModel): Promise<number> {
  const [whole = 0] = await model.countTokens([{ role: 'user', content }]);
  const [around = 0] = await model.countTokens([{ role: 'user', content: '' }]);
  return whole - around;
}

function lockedMessage(label: string, { blocks }: CallContext): string {
  const labels = writableLabels(blocks);
  const rest = labels.length > 0 ? `You can change: ${labels.join(', ')}.` : 'Every block is locked.';
  return `${label} is locked: only the person changes it. ${rest} Or store a note with archival_memory_insert.`;
}

async function searchRecall(
  context: CallContext,
  query: { text: string | null; page: number; from?: number; to?: number },
): Promise<CallOutcome> {
  const exclude = seenMessages(context.queue);
  const result = await context.search.recall({ ...query, pageSize: RESULT_PAGE_SIZE, exclude });
  const { text: message, hits } = formatMessages(
    result,
    context.conversation.labels.messages + 1,
    room(context),
    context.clock,
  );
  return { ok: true, message, hits };
}

async function searchRecallByDate(
  { start_date: startDate, end_date: endDate, page }: ArgumentsOf<'conversation_search_date'>,
  context: CallContext,
): Promise<CallOutcome> {
  const start = resolveDate(startDate, context.clock);
  const end = resolveDate(endDate, context.clock);
  if (!start || !end) {
    return failed(
      `"${start ? endDate : startDate}" is no date. Write YYYY-MM-DD, or ${relativeDates.join(', ')}.`,
    );
  }
  const [from, to] = start.from <= end.from ? [start.from, end.to] : [end.from, start.to];
  return searchRecall(context, { text: null, page, from, to });
}

async function searchArchival(
  { query, page, document }: ArgumentsOf<'archival_memory_search'>,
  context: CallContext,
): Promise<CallOutcome> {
  const { conversation } = context;
  const documentId = document === undefined ? null : documentOfLabel(document, conversation);
  if (document !== undefined && documentId === null) return failed(unknownDocument(document, conversation));
  const span = documentId
    ? { within: { documentIds: [documentId], notes: false } }
    : archivalSpan(conversation);
  const result = await context.search.archival({ text: query, page, pageSize: RESULT_PAGE_SIZE, ...span });
  const first = context.conversation.labels.passages + 1;
  const { text: message, hits } = formatPassages(result, first, room(context), context.clock);
  return { ok: true, message, hits };
}

function unknownDocument(label: string, conversation: Conversation): string {
  const known = (conversation.documentLabels ?? []).map((_, index) => `f${index + 1}`);
  const attached = known.filter((it) => documentOfLabel(it, conversation) !== null);
  const list = attached.length > 0 ? `Documents: ${attached.join(', ')}.` : 'No document was named to you.';
  return `${label} is no document of this chat. ${list} Without "document", all are searched.`;
}

async function insertNote(content: string, context: CallContext): Promise<CallOutcome> {
  const note = await makeNote(content, context);
  if (!note) return failed('There was nothing to store.');
  const label = `d${context.conversation.labels.passages + 1}`;
  return {
    ok: true,
    message: `Stored as ${label}.`,
    noteEdits: [noteEdit(null, note, context)],
    hits: [{ label, kind: 'passage', id: note.id, documentName: null, sentence: null }],
  };
}

async function replaceNote(
  { label, content: written }: ArgumentsOf<'archival_memory_replace'>,
  context: CallContext,
): Promise<CallOutcome> {
  const hit = findHit(context.queue, label);
  const [note] = hit?.kind === 'passage' ? await context.store.passages([hit.id]) : [];
  if (!note) return failed(`${label} is no label of a note in view. Search first, then name its label.`);
  if (note.documentId !== null)
    return failed(`${label} is a document's passage; only notes can be rewritten.`);
  const content = written.trim();
  if (content === '') {
    return { ok: true, message: `${label} was removed.`, noteEdits: [noteEdit(note, null, context)] };
  }
  const added = await sourcesOf(content, context);
  const sources = [...new Set([...(note.sources ?? []), ...added])];
  const revised = {
    ...note,
    text: content,
    end: content.length,
    runId: context.runId,
    ...(sources.length > 0 && { sources }),
  };
  return {
    ok: true,
    message: `${label} now reads: ${content}`,
    noteEdits: [noteEdit(note, revised, context)],
  };
}

async function readHit(
  { label, page }: ArgumentsOf<'memory_read'>,
  context: CallContext,
): Promise<CallOutcome> {
  const { summary } = context.conversation;
  const evicted = summary?.label === label ? messageHit(label, summary.throughMessageId) : null;
  const hit = findHit(context.queue, label) ?? evicted;
  if (!hit) return failed(`${label} is no label in view. Search first, then name a label of its result.`);
  return readAround(hit, page, context, room(context));
}

async function summarize(
  { summary: written, keep, reflections }: ArgumentsOf<'summarize'>,
  context: CallContext,
): Promise<CallOutcome> {
  const account = written.trim();
  if (account === '') return failed('The summary was empty.');
  const notes = await Promise.all(reflections.map((reflection) => makeNote(reflection, context)));
  const noteEdits = notes.filter((note) => note !== null).map((note) => noteEdit(null, note, context));
  const kept = keep.filter((it) => it.trim() !== '');
  const summary = kept.length === 0 ? account : `${account}\nWord for word: ${kept.join(' | ')}`;
  return { ok: true, message: 'Summarised.', summary, noteEdits };
}

function pauseHeartbeats({ minutes }: ArgumentsOf<'pause_heartbeats'>, { clock }: CallContext): CallOutcome {
  const until = clock.now() + minutes * 60_000;
  return { ok: true, message: `Resting for ${minutes} minutes.`, heartbeatsPausedUntil: until };
}

function noteEdit(before: Passage | null, after: Passage | null, context: CallContext): NoteEdit {
  const noteId = before?.id ?? after?.id ?? '';
  const sources = after?.sources;
  return {
    id: context.newId(),
    noteId,
    at: context.clock.now(),
    runId: context.runId,
    before,
    after,
    ...(sources && { sources }),
  };
}

async function makeNote(content: string, context: CallContext): Promise<Passage | null> {
  const { clock, newId, runId } = context;
  const trimmed = content.trim();
  if (trimmed === '') return null;
  const sources = await sourcesOf(trimmed, context);
  return {
    id: newId(),
    documentId: null,
    text: trimmed,
    ordinal: 0,
    page: null,
    headingPath: [],
    start: 0,
    end: trimmed.length,
    createdAt: clock.now(),
    runId,
    ...(sources.length > 0 && { sources }),
  };
}

/** Characters that a function result may take: the packed message's share of the window. */
function room({ budget }: CallContext): number {
  return charactersWithin(budget.packed);
}

function failed(message: string): CallOutcome {
  return { ok: false, message };
}
