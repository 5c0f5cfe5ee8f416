import type { Block, BlockEdit } from './block.ts';
import type { Clock } from './clock.ts';
import type { Conversation } from './conversation.ts';
import { appendToBlock, type BlockChange, numberLines, replaceInBlock } from './core-memory.ts';
import { formatMessages, formatPassages, RESULT_PAGE_SIZE } from './format-hits.ts';
import type { LanguageModel } from './language-model.ts';
import type { MemorySearch } from './memory-search.ts';
import type { MemoryStore } from './memory-store.ts';
import type { LabelledHit, Message, MessagePart } from './message.ts';
import type { NoteEdit } from './note-edit.ts';
import type { CallArguments, FunctionCall } from './parse-call.ts';
import type { Passage } from './passage.ts';
import { readAround } from './read-around.ts';
import { relativeDates, resolveDate } from './resolve-date.ts';
import { charactersWithin, type WindowBudget } from './window-budget.ts';

/** What a call may read while it runs. It changes nothing: its effects are committed with the step. */
export interface CallContext {
  readonly agentId: string;
  readonly runId: string;
  readonly conversation: Conversation;
  readonly blocks: readonly Block[];
  /** The queue, in which labels are looked up. */
  readonly queue: readonly Message[];
  readonly budget: WindowBudget;
  readonly model: LanguageModel;
  readonly store: MemoryStore;
  readonly search: MemorySearch;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What a call did: a result for the model (an error is one too), and rows to commit. */
export interface CallOutcome {
  readonly ok: boolean;
  readonly message: string;
  readonly hits?: readonly LabelledHit[];
  readonly block?: Block;
  readonly blockEdit?: BlockEdit;
  /** Notes added, revised or removed: what stood before and what stands after. */
  readonly noteEdits?: readonly NoteEdit[];
  /** What send_message said, and the labels it named. */
  readonly reply?: { readonly text: string; readonly sources: readonly string[] };
  /** What summarize wrote. */
  readonly summary?: string;
  /** Until when timed heartbeats rest. */
  readonly heartbeatsPausedUntil?: number;
}

/** Runs one validated call. Expected failures are outcomes with a message that the model can act on. */
export async function executeCall(call: FunctionCall, context: CallContext): Promise<CallOutcome> {
  const args = call.arguments;
  switch (call.spec.name) {
    case 'send_message':
      if (text(args, 'message').trim() === '')
        return failed('The message was empty: the person waits for words.');
      return {
        ok: true,
        message: 'Sent.',
        reply: { text: text(args, 'message'), sources: texts(args, 'sources') },
      };
    case 'core_memory_append':
      return editBlock(call, context, (block) => appendToBlock(block, text(args, 'content')));
    case 'core_memory_replace':
      return editBlock(call, context, (block) =>
        replaceInBlock(block, text(args, 'old_content'), text(args, 'new_content')),
      );
    case 'conversation_search':
      return searchRecall(context, { text: text(args, 'query'), page: page(args) });
    case 'conversation_search_date':
      return searchRecallByDate(args, context);
    case 'archival_memory_search':
      return searchArchival(args, context);
    case 'archival_memory_insert':
      return insertNote(text(args, 'content'), context);
    case 'archival_memory_replace':
      return replaceNote(args, context);
    case 'memory_read':
      return readHit(text(args, 'label'), page(args), context);
    case 'summarize':
      return summarize(args, context);
    case 'pause_heartbeats':
      return pauseHeartbeats(args, context);
  }
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
  call: FunctionCall,
  context: CallContext,
  change: (block: Block) => BlockChange,
): Promise<CallOutcome> {
  const label = text(call.arguments, 'label');
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

async function searchRecallByDate(args: CallArguments, context: CallContext): Promise<CallOutcome> {
  const [startDate, endDate] = [text(args, 'start_date'), text(args, 'end_date')];
  const start = resolveDate(startDate, context.clock);
  const end = resolveDate(endDate, context.clock);
  if (!start || !end) {
    return failed(
      `"${start ? endDate : startDate}" is no date. Write YYYY-MM-DD, or ${relativeDates.join(', ')}.`,
    );
  }
  const [from, to] = start.from <= end.from ? [start.from, end.to] : [end.from, start.to];
  return searchRecall(context, { text: null, page: page(args), from, to });
}

async function searchArchival(args: CallArguments, context: CallContext): Promise<CallOutcome> {
  const result = await context.search.archival({
    text: text(args, 'query'),
    page: page(args),
    pageSize: RESULT_PAGE_SIZE,
  });
  const { text: message, hits } = formatPassages(
    result,
    context.conversation.labels.passages + 1,
    room(context),
    context.clock,
  );
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

async function replaceNote(args: CallArguments, context: CallContext): Promise<CallOutcome> {
  const label = text(args, 'label');
  const hit = findHit(context.queue, label);
  const [note] = hit?.kind === 'passage' ? await context.store.passages([hit.id]) : [];
  if (!note) return failed(`${label} is no label of a note in view. Search first, then name its label.`);
  if (note.documentId !== null)
    return failed(`${label} is a document's passage; only notes can be rewritten.`);
  const content = text(args, 'content').trim();
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

async function readHit(label: string, page: number, context: CallContext): Promise<CallOutcome> {
  const { summary } = context.conversation;
  const evicted = summary?.label === label ? messageHit(label, summary.throughMessageId) : null;
  const hit = findHit(context.queue, label) ?? evicted;
  if (!hit) return failed(`${label} is no label in view. Search first, then name a label of its result.`);
  return readAround(hit, page, context, room(context));
}

function summarize(args: CallArguments, context: CallContext): CallOutcome {
  const summary = text(args, 'summary').trim();
  if (summary === '') return failed('The summary was empty.');
  const noteEdits = texts(args, 'reflections')
    .map((reflection) => makeNote(reflection, context))
    .filter((note) => note !== null)
    .map((note) => noteEdit(null, note, context));
  const kept = texts(args, 'keep').filter((it) => it.trim() !== '');
  const whole = kept.length === 0 ? summary : `${summary}\nWord for word: ${kept.join(' | ')}`;
  return { ok: true, message: 'Summarised.', summary: whole, noteEdits };
}

function pauseHeartbeats(args: CallArguments, { clock }: CallContext): CallOutcome {
  const minutes = wholeNumber(args, 'minutes');
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

function text(args: CallArguments, name: string): string {
  const value = args[name];
  if (typeof value !== 'string') throw new Error(`The validated call has no text "${name}".`);
  return value;
}

function texts(args: CallArguments, name: string): readonly string[] {
  const value = args[name];
  if (!Array.isArray(value)) throw new Error(`The validated call has no list "${name}".`);
  return value;
}

function page(args: CallArguments): number {
  return wholeNumber(args, 'page');
}

function wholeNumber(args: CallArguments, name: string): number {
  const value = args[name];
  if (typeof value !== 'number') throw new Error(`The validated call has no number "${name}".`);
  return value;
}
