import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { PendingEvent } from '../kernel/event.ts';
import type { Message } from '../kernel/message.ts';
import type { NoteEdit } from '../kernel/note-edit.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Proposal } from '../kernel/proposal.ts';
import type { Epoch, StepTrace } from '../kernel/trace.ts';
import { quantiseVector } from '../retrieval/quantise-vector.ts';
import type { QueuedText, StoredVector } from './library-store.ts';

/* Rows for tests: each with what the test does not care about filled in. */

export function sampleMessage(id: string, values: Partial<Message> = {}): Message {
  return {
    id,
    conversationId: 'c1',
    parentId: null,
    runId: 'r1',
    role: 'user',
    content: `content of ${id}`,
    parts: [{ type: 'user_message', text: `text of ${id}`, at: 1000 }],
    text: `text of ${id}`,
    createdAt: 1000,
    modelId: null,
    ...values,
  };
}

export function samplePassage(id: string, values: Partial<Passage> = {}): Passage {
  return {
    id,
    documentId: 'd1',
    text: `text of ${id}`,
    ordinal: 0,
    page: 1,
    headingPath: [],
    start: 0,
    end: 10,
    createdAt: 1000,
    runId: null,
    ...values,
  };
}

export function sampleNote(id: string, values: Partial<Passage> = {}): Passage {
  return samplePassage(id, { documentId: null, page: null, runId: 'r1', ...values });
}

export function sampleDocument(id: string, values: Partial<LibraryDocument> = {}): LibraryDocument {
  return {
    id,
    name: `${id}.pdf`,
    format: 'pdf',
    bytes: 4,
    sha256: `sha of ${id}`,
    addedAt: 1000,
    state: 'reading',
    pages: null,
    passages: 0,
    embedded: 0,
    problem: null,
    ...values,
  };
}

export function sampleConversation(id: string, values: Partial<Conversation> = {}): Conversation {
  return {
    id,
    agentId: 'a1',
    title: `title of ${id}`,
    createdAt: 1000,
    updatedAt: 1000,
    headId: null,
    summary: null,
    preparedSummary: null,
    alerted: false,
    pending: [],
    labels: { passages: 0, messages: 0 },
    ...values,
  };
}

export function sampleBlock(label: string, values: Partial<Block> = {}): Block {
  return { agentId: 'a1', label, description: `what ${label} is for`, value: '', updatedAt: 1000, ...values };
}

export function sampleEdit(id: string, values: Partial<BlockEdit> = {}): BlockEdit {
  return {
    id,
    agentId: 'a1',
    label: 'human',
    at: 1000,
    by: 'model',
    reason: 'learned it',
    runId: 'r1',
    before: '',
    after: id,
    ...values,
  };
}

export function sampleProposal(id: string, values: Partial<Proposal> = {}): Proposal {
  return {
    id,
    agentId: 'a1',
    conversationId: 'c1',
    runId: 'r1',
    at: 1000,
    label: 'human',
    change: { type: 'append', content: id },
    before: '',
    after: id,
    reason: 'learned it',
    cause: 'from-document',
    sources: ['d1'],
    ...values,
  };
}

export function sampleNoteEdit(id: string, values: Partial<NoteEdit> = {}): NoteEdit {
  return { id, noteId: 'n1', at: 1000, runId: 'r1', before: null, after: sampleNote('n1'), ...values };
}

export function sampleEvent(id: string, values: Partial<PendingEvent> = {}): PendingEvent {
  return {
    id,
    conversationId: 'c1',
    event: { type: 'user_message', text: `said ${id}`, at: 1000 },
    ...values,
  };
}

export function sampleEpoch(id: string, values: Partial<Epoch> = {}): Epoch {
  return {
    id,
    conversationId: 'c1',
    openedAt: 1000,
    reason: 'start',
    prefix: [{ role: 'system', content: 'You are …' }],
    firstMessageId: 'm1',
    ...values,
  };
}

export function sampleStep(id: string, values: Partial<StepTrace> = {}): StepTrace {
  return {
    id,
    runId: 'r1',
    conversationId: 'c1',
    epochId: 'e1',
    lastMessageId: 'm1',
    modelId: 'model',
    startedAt: 1000,
    milliseconds: 5,
    promptTokens: 100,
    prefilledTokens: 10,
    completionTokens: 20,
    finish: 'stop',
    grammar: 'all-functions',
    output: '{}',
    functionName: 'send_message',
    result: { ok: true, message: 'sent' },
    heartbeat: false,
    ...values,
  };
}

/** A vector; the stores keep its scale in single precision, and so it is made. */
export function sampleVector(kind: QueuedText['kind'], id: string, ...components: number[]): StoredVector {
  const vector = quantiseVector(Float32Array.from(components.length > 0 ? components : [1, 0, 0]));
  return { kind, id, vector: { ...vector, scale: Math.fround(vector.scale) } };
}

/** Messages by id and parent, in the order in which they were said. */
export function sampleTree(...nodes: [id: string, parentId: string | null][]): Message[] {
  return nodes.map(([id, parentId], index) => sampleMessage(id, { parentId, createdAt: 1000 + index }));
}
