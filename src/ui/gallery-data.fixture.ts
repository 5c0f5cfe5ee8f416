import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { Citation, Message, MessagePart } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';
import type { StepTrace, WindowMap } from '../kernel/trace.ts';

/* Invented people, documents and models' words, for looking at the interface. */

export const now = new Date('2026-11-20T14:05:00').getTime();
const minute = 60_000;
const day = 86_400_000;

const pageTexts = [
  'RESIDENTIAL LEASE AGREEMENT\n\nThis agreement is made between Halina Wróbel (the landlord) and Tomasz Lis (the tenant) for the flat at 14 Ogrodowa Street, third floor, together with the cellar marked 7.\n\n1. Term. The lease begins on 1 June 2025 and ends on 1 June 2027. It does not renew by itself.',
  '4. Notice of non-renewal. A party that does not wish to renew shall give written notice at least sixty days before the end of the term. Notice by electronic mail counts only once the other party has confirmed its receipt in writing. Where no notice is given, the parties shall meet within the last thirty days of the term to agree on new terms, and the lease continues month by month until they have done so.\n\n5. Rent. The rent is due on the fifth day of each month in advance. A payment that arrives later than the tenth bears interest at the statutory rate from the day on which it was due.',
  '9. Deposit. The tenant has paid a deposit of two monthly rents. It is held in a separate account and returned within thirty days of the return of the keys, less what is owed for damage beyond ordinary wear.\n\n10. Garage. The garage is let under the addendum of the same date. The addendum may be ended by either party at the end of any month, with one month of notice, without effect on this agreement.',
];
export const leaseText = pageTexts.join('\n\n');
let offset = 0;
export const leasePages = pageTexts.map((text, index) => {
  const start = offset;
  offset += text.length + 2;
  return { number: index + 11, start, end: Math.min(offset, leaseText.length) };
});

export function document(change: Partial<LibraryDocument> & { readonly name: string }): LibraryDocument {
  return {
    id: change.name,
    format: 'pdf',
    bytes: 1_840_000,
    sha256: '',
    addedAt: now - 2 * day,
    state: 'ready',
    pages: 48,
    passages: 211,
    embedded: 211,
    problem: null,
    ...change,
  };
}

export const lease = document({ name: 'lease-2025.pdf', id: 'lease' });
export const documents: readonly LibraryDocument[] = [
  lease,
  document({
    name: 'Household insurance, general terms.pdf',
    bytes: 6_300_000,
    pages: 112,
    passages: 640,
    addedAt: now - 9 * day,
  }),
  document({
    name: 'sicp-reading-notes.md',
    format: 'markdown',
    bytes: 48_200,
    pages: null,
    passages: 37,
    addedAt: now - 30 * day,
  }),
  document({ name: 'memgpt_paper.pdf', bytes: 1_120_000, pages: 13, passages: 74, addedAt: now - 400 * day }),
];

function passageOf(id: string, page: number, phrase: string, headingPath: readonly string[]): Passage {
  const paragraph = leaseText.split('\n\n').find((it) => it.includes(phrase)) ?? '';
  const start = leaseText.indexOf(paragraph);
  return {
    id,
    documentId: 'lease',
    text: paragraph,
    ordinal: 0,
    page,
    headingPath,
    start,
    end: start + paragraph.length,
    createdAt: now,
    runId: null,
  };
}

export const passages: readonly Passage[] = [
  passageOf('p1', 12, 'sixty days', ['Part I', 'Term and notice']),
  passageOf('p2', 13, 'held in a separate account', ['Part II', 'Deposit']),
  passageOf('p3', 13, 'addendum may be ended', ['Part II', 'Garage']),
  passageOf('p4', 12, 'fifth day of each month', ['Part I', 'Rent']),
];

export const notes: readonly Passage[] = [
  {
    ...passageOf('n1', 12, 'sixty', []),
    id: 'n1',
    documentId: null,
    page: null,
    text: 'Tomasz decided on 12 March to give up the garage from May, because he sold the second car.',
    createdAt: now - 3 * day,
    runId: 'r',
  },
  {
    ...passageOf('n2', 12, 'sixty', []),
    id: 'n2',
    documentId: null,
    page: null,
    text: 'Mara likes botanical prints and hates surprise parties.',
    createdAt: now - 20 * day,
    runId: 'r',
  },
];

export function citation(label: string, passageId: string, phrase: string): Citation {
  const passage = passages.find((it) => it.id === passageId);
  const text = passage?.text ?? '';
  const at = text.indexOf(phrase);
  return {
    label,
    passageId,
    documentId: 'lease',
    documentName: 'lease-2025.pdf',
    page: passage?.page ?? null,
    headingPath: passage?.headingPath ?? [],
    sentence: at < 0 ? null : { start: at, end: at + phrase.length },
    text,
  };
}

const noticeSentence =
  'A party that does not wish to renew shall give written notice at least sixty days before the end of the term.';
export const cited: readonly Citation[] = [
  citation('d1', 'p1', noticeSentence),
  citation(
    'd2',
    'p1',
    'Notice by electronic mail counts only once the other party has confirmed its receipt in writing.',
  ),
  citation(
    'd3',
    'p3',
    'The addendum may be ended by either party at the end of any month, with one month of notice, without effect on this agreement.',
  ),
];
export const searched: readonly Citation[] = [
  citation('d1', 'p1', noticeSentence),
  citation(
    'd2',
    'p3',
    'The addendum may be ended by either party at the end of any month, with one month of notice',
  ),
  citation(
    'd3',
    'p2',
    'It is held in a separate account and returned within thirty days of the return of the keys',
  ),
  citation('d4', 'p4', 'The rent is due on the fifth day of each month in advance.'),
];

let messages = 0;
export function message(
  role: 'user' | 'assistant',
  runId: string | null,
  parts: readonly MessagePart[],
  text = '',
): Message {
  messages += 1;
  return {
    id: `m${messages}`,
    conversationId: 'c1',
    parentId: messages > 1 ? `m${messages - 1}` : null,
    runId,
    role,
    content: '',
    parts,
    text,
    createdAt: now - (100 - messages) * minute,
    modelId: 'Qwen3-4B',
  };
}

export function said(runId: string | null, text: string, before: readonly MessagePart[] = []): Message {
  return message('user', runId, [...before, { type: 'user_message', text, at: now }], text);
}

export function called(
  runId: string,
  functionName: string,
  values: Readonly<Record<string, unknown>>,
  thought = '',
): Message {
  return message('assistant', runId, [
    { type: 'call', thought, functionName, arguments: values, reply: null, citations: [] },
  ]);
}

export function replied(runId: string, reply: string, citations: readonly Citation[] = []): Message {
  return message(
    'assistant',
    runId,
    [
      {
        type: 'call',
        thought: '',
        functionName: 'send_message',
        arguments: { message: reply },
        reply,
        citations,
      },
    ],
    reply,
  );
}

export function result(
  functionName: string,
  text: string,
  kinds: readonly ('passage' | 'message')[] = [],
): MessagePart {
  const hits = kinds.map((kind, index) => ({
    label: `${kind === 'passage' ? 'd' : 'm'}${index + 1}`,
    kind,
    id: `h${index}`,
    documentName: null,
    sentence: null,
  }));
  return { type: 'function_result', at: now, functionName, ok: true, message: text, hits };
}

export const fetched: Extract<MessagePart, { type: 'readahead' }> = {
  type: 'readahead',
  at: now,
  message:
    'From archival: [d4] lease-2025.pdf, p. 13: 9. Deposit. The tenant has paid a deposit of two monthly rents …\nFrom recall: [m7] 12 March 2026: I sold the second car, so the garage can go from May.',
  hits: (['passage', 'passage', 'passage'] as const).map((kind, index) => ({
    label: `d${index + 4}`,
    kind,
    id: `f${index}`,
    documentName: 'lease-2025.pdf',
    sentence: null,
  })),
};

export const leaseAdded: MessagePart = {
  type: 'document_added',
  at: now,
  documentId: 'lease',
  name: 'lease-2025.pdf',
  pages: 48,
  passages: 211,
};

export function conversation(
  change: Partial<Conversation> & { readonly id: string; readonly title: string },
): Conversation {
  return {
    agentId: 'a',
    createdAt: now,
    updatedAt: now,
    headId: 'm1',
    summary: null,
    preparedSummary: null,
    alerted: false,
    pending: [],
    labels: { passages: 0, messages: 0 },
    ...change,
  };
}

export const conversations: readonly Conversation[] = [
  conversation({ id: 'c1', title: 'Lease renewal questions' }),
  conversation({ id: 'c2', title: 'Trip to Kraków', updatedAt: now - 3 * 3_600_000 }),
  conversation({
    id: 'c3',
    title: 'What the boiler manual says about the pressure valve',
    updatedAt: now - day,
  }),
  conversation({ id: 'c4', title: 'Reading notes: SICP', updatedAt: now - 5 * day }),
  conversation({ id: 'c5', title: 'Birthday ideas for Mara', updatedAt: now - 6 * day }),
  conversation({ id: 'c6', title: 'Insurance after the flood', updatedAt: now - 50 * day }),
];

export const map: WindowMap = {
  window: 8192,
  system: 742,
  core: 566,
  summary: 640,
  queue: 3131,
  free: 3113,
  queueMessages: 23,
  summaryMessages: 118,
  pressureAt: 5734,
  flushAt: 7209,
  exact: true,
};

export const emptyMap: WindowMap = {
  window: 4096,
  system: 690,
  core: 48,
  summary: 0,
  queue: 0,
  free: 3358,
  queueMessages: 0,
  summaryMessages: 0,
  pressureAt: 2867,
  flushAt: 3604,
  exact: false,
};

export const blocks: readonly Block[] = [
  {
    agentId: 'a',
    label: 'human',
    description: 'what you know of the person: name, life, preferences, plans',
    value:
      'Name: Tomasz. Rents a flat in Wrocław, lease ends 1 June 2027.\nSold the second car; giving up the garage from May. Will renew the lease.\nSister: Mara, birthday 3 December.',
    updatedAt: now,
  },
  {
    agentId: 'a',
    label: 'persona',
    description: 'who you are and how you speak',
    value:
      'I am Pagefile, a careful, plain-spoken companion. I look things up before I answer and say where from.',
    updatedAt: now - 30 * day,
  },
];

export const edits: readonly BlockEdit[] = [
  {
    id: 'e1',
    agentId: 'a',
    label: 'human',
    at: now - 4 * minute,
    by: 'model',
    reason: 'He has decided about the lease and the garage',
    runId: 'r2',
    before:
      'Name: Tomasz. Rents a flat in Wrocław, lease ends 1 June 2027.\nHas two cars and a garage.\nSister: Mara, birthday 3 December.',
    after: blocks[0]?.value ?? '',
  },
  {
    id: 'e2',
    agentId: 'a',
    label: 'human',
    at: now - 8 * day,
    by: 'person',
    reason: 'edited in the memory panel',
    runId: null,
    before: 'Name: Tomasz. Rents a flat in Wrocław, lease ends 1 June 2027.\nHas two cars and a garage.',
    after:
      'Name: Tomasz. Rents a flat in Wrocław, lease ends 1 June 2027.\nHas two cars and a garage.\nSister: Mara, birthday 3 December.',
  },
];

export function step(
  change: Partial<StepTrace> & { readonly id: string; readonly runId: string },
): StepTrace {
  return {
    conversationId: 'c1',
    epochId: 'e',
    lastMessageId: '',
    modelId: 'Qwen3-4B',
    startedAt: now - 4 * minute,
    milliseconds: 1240,
    promptTokens: 4920,
    prefilledTokens: 212,
    completionTokens: 46,
    finish: 'stop',
    grammar: 'all-functions',
    output: '',
    functionName: 'send_message',
    result: { ok: true, message: 'Sent.' },
    heartbeat: false,
    ...change,
  };
}
