import type { Block } from './block.ts';
import type { CallContext, CallOutcome } from './call-outcome.ts';
import { appendToBlock, type BlockChange, numberLines, replaceInBlock } from './core-memory.ts';
import { formatMessages, formatPassages, RESULT_PAGE_SIZE } from './format-hits.ts';
import type { ArgumentsOf } from './functions.ts';
import type { LanguageModel } from './language-model.ts';
import type { LabelledHit, Message, MessagePart } from './message.ts';
import type { NoteEdit } from './note-edit.ts';
import type { FunctionCall } from './parse-call.ts';
import type { Passage } from './passage.ts';
import { readAround } from './read-around.ts';
import { relativeDates, resolveDate } from './resolve-date.ts';
import { charactersWithin, type WindowBudget } from './window-budget.ts';

/** Runs one validated call. Expected failures are outcomes with a message that the model can act on. */
export async function executeCall(call: FunctionCall, context: CallContext): Promise<CallOutcome> {
  switch (call.name) {
    case 'send_message':
      return sendMessage(call.arguments);
    case 'core_memory_append':
      return editBlock(call, context, (block) => appendToBlock(block, call.arguments.content));
    case 'core_memory_replace': {
      const { old_content: before, new_content: after } = call.arguments;
      return editBlock(call, context, (block) => replaceInBlock(block, before, after));
    }
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

/** The hit that a label in the queue stands for; the latest where a label was given twice. */
export function findHit(queue: readonly Message[], label: string): LabelledHit | null {
  for (const message of queue.toReversed()) {
    for (const part of message.parts) {
      const hit = hitsOf(part, message).find((it) => it.label === label);
      if (hit) return hit;
    }
  }
  return null;
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

async function editBlock(
  call: Extract<FunctionCall, { name: 'core_memory_append' | 'core_memory_replace' }>,
  context: CallContext,
  change: (block: Block) => BlockChange,
): Promise<CallOutcome> {
  const { label } = call.arguments;
  const block = context.blocks.find((it) => it.label === label);
  if (!block)
    return failed(`There is no block ${label}. Blocks: ${context.blocks.map((it) => it.label).join(', ')}.`);
  const changed = change(block);
  if (!changed.ok) return failed(changed.message);
  const tokens = await textTokens(changed.value, context.model);
  const limit = blockLimit(context.budget, context.blocks.length);
  if (tokens > limit) {
    const used = await textTokens(block.value, context.model);
    return failed(
      `${label} would take ${tokens} tokens and may take ${limit}; ${Math.max(0, limit - used)} are left. Shorten it with core_memory_replace, or store details with archival_memory_insert.`,
    );
  }
  const now = context.clock.now();
  return {
    ok: true,
    message: `${label} now reads:\n${numberLines(changed.value)}`,
    block: { ...block, value: changed.value, updatedAt: now },
    blockEdit: {
      id: context.newId(),
      agentId: context.agentId,
      label,
      at: now,
      by: 'model',
      reason: call.thought,
      runId: context.runId,
      before: block.value,
      after: changed.value,
    },
  };
}

/** Tokens of a text by itself: without what a template puts around a message. */
async function textTokens(content: string, model: LanguageModel): Promise<number> {
  const [whole = 0] = await model.countTokens([{ role: 'user', content }]);
  const [around = 0] = await model.countTokens([{ role: 'user', content: '' }]);
  return whole - around;
}

/** Tokens one block may take: core memory's share of the window, divided evenly. */
export function blockLimit(budget: WindowBudget, blocks: number): number {
  return Math.floor(budget.core / Math.max(1, blocks));
}

async function searchRecall(
  context: CallContext,
  query: { text: string | null; page: number; from?: number; to?: number },
): Promise<CallOutcome> {
  const exclude = new Set(context.queue.map((message) => message.id));
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
  { query, page }: ArgumentsOf<'archival_memory_search'>,
  context: CallContext,
): Promise<CallOutcome> {
  const result = await context.search.archival({ text: query, page, pageSize: RESULT_PAGE_SIZE });
  const first = context.conversation.labels.passages + 1;
  const { text: message, hits } = formatPassages(result, first, room(context), context.clock);
  return { ok: true, message, hits };
}

function insertNote(content: string, context: CallContext): CallOutcome {
  const note = makeNote(content, context);
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
  const revised = { ...note, text: content, end: content.length, runId: context.runId };
  return {
    ok: true,
    message: `${label} now reads: ${content}`,
    noteEdits: [noteEdit(note, revised, context)],
  };
}

function messageHit(label: string, id: string): LabelledHit {
  return { label, kind: 'message', id, documentName: null, sentence: null };
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

function summarize(
  { summary: written, keep, reflections }: ArgumentsOf<'summarize'>,
  context: CallContext,
): CallOutcome {
  const account = written.trim();
  if (account === '') return failed('The summary was empty.');
  const noteEdits = reflections
    .map((reflection) => makeNote(reflection, context))
    .filter((note) => note !== null)
    .map((note) => noteEdit(null, note, context));
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
  return { id: context.newId(), noteId, at: context.clock.now(), runId: context.runId, before, after };
}

function makeNote(content: string, { clock, newId, runId }: CallContext): Passage | null {
  const trimmed = content.trim();
  if (trimmed === '') return null;
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
  };
}

/** Characters that a function result may take: the packed message's share of the window. */
function room({ budget }: CallContext): number {
  return charactersWithin(budget.packed);
}

function failed(message: string): CallOutcome {
  return { ok: false, message };
}
