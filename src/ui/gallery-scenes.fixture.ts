import type {
  AppPush,
  AppRequests,
  ConversationView,
  ModelStatus,
  Snapshot,
} from '../worker/app-protocol.ts';
import * as data from './gallery-data.fixture.ts';
import * as models from './gallery-models.fixture.ts';
import type { FilesState, ModelRow } from './models-state.ts';
import { foundIn } from './palette-found.fixture.ts';
import { proposal, proposing, removal } from './proposal-data.fixture.ts';

/** One state of the app to look at: what the worker answered at start, and what it has pushed since. */
export interface Scene {
  readonly snapshot: Snapshot | null;
  readonly pushes?: readonly AppPush[];
  readonly models?: AppRequests['models']['result'];
  /** What a search over everything finds. */
  readonly found?: AppRequests['searchEverything']['result'];
  readonly overlong?: AppRequests['overlongBlocks']['result'];
  readonly importFails?: string;
  readonly startFails?: string;
  readonly sayFails?: string;
  readonly update?: boolean;
  /** Why the worker is gone. */
  readonly lost?: string;
}

const view: ConversationView = {
  conversation: data.conversations[0] ?? data.conversation({ id: 'c1', title: '', headId: null }),
  messages: [],
  hasEarlier: false,
  windowMap: data.map,
  steps: [],
  partialReply: null,
  draft: '',
  versions: {},
};

const snapshot: Snapshot = {
  agentName: 'Pagefile',
  settings: { heartbeatMinutes: null, readahead: true },
  blocks: data.blocks,
  proposals: [],
  conversations: data.conversations,
  current: view,
  documents: data.documents,
  model: models.ready,
  embedder: { state: 'ready' },
  embeddingChange: null,
  intake: { paused: false, offers: [] },
  storage: {
    kind: 'device',
    usedBytes: 3_051_000_000,
    modelBytes: 2_983_400_000,
    documentBytes: 9_308_200,
    quotaBytes: 61_000_000_000,
    persisted: true,
  },
};

const fresh: Snapshot = {
  ...snapshot,
  blocks: data.blocks.map((it) => (it.label === 'human' ? { ...it, value: '' } : it)),
  conversations: [data.conversation({ id: 'c1', title: '', headId: null })],
  current: {
    ...view,
    conversation: data.conversation({ id: 'c1', title: '', headId: null }),
    windowMap: data.emptyMap,
  },
  documents: [],
  model: { state: 'none' },
  embedder: { state: 'asleep' },
  storage: {
    kind: 'device',
    usedBytes: 1_400_000,
    modelBytes: 0,
    documentBytes: 0,
    quotaBytes: 61_000_000_000,
    persisted: false,
  },
};

const chat = [
  data.message('user', null, [data.leaseAdded]),
  data.said(
    'r1',
    "When do I have to tell them if I don't want to renew? And do you remember what I decided about the garage?",
  ),
  data.called(
    'r1',
    'archival_memory_search',
    { query: 'notice of non-renewal', page: 1 },
    'The lease will say it.',
  ),
  data.message('user', 'r1', [
    data.result(
      'archival_memory_search',
      'Showing 1–5 of 12, page 1/3\n[d1] lease-2025.pdf, p. 12: 4. Notice of non-renewal. A party that does not wish to renew shall give …',
      ['passage', 'passage', 'passage', 'passage', 'passage'],
    ),
  ]),
  data.called('r1', 'conversation_search', { query: 'garage', page: 1 }, 'He asked what he decided.'),
  data.message('user', 'r1', [
    data.result('conversation_search', 'Showing 1–2 of 2, page 1/1', ['message', 'message']),
  ]),
  data.called('r1', 'core_memory_replace', {
    label: 'human',
    old_content: 'Has two cars and a garage.',
    new_content: 'Sold the second car; giving up the garage from May.',
  }),
  data.message('user', 'r1', [data.result('core_memory_replace', 'Done. The block now reads: …')]),
  data.replied(
    'r1',
    'You must give written notice at least **60 days before the term ends**, so by **2 April 2027**. [d1] Notice by e-mail counts only if the landlord confirms that it came. [d2]\n\nOn 12 March you decided to give up the garage from May, because you sold the second car. The lease lists it in a separate addendum, so it can end on its own. [d3]',
    data.cited,
  ),
];

/** Fetched beforehand, said in three versions, and followed by a memory turn. */
const asked = data.message(
  'user',
  'r2',
  [
    {
      type: 'user_message',
      text: 'Good. Remind me what the deposit is, and note that I will renew.',
      at: data.now,
    },
    data.fetched,
  ],
  'Good. Remind me what the deposit is, and note that I will renew.',
);
const again = [
  asked,
  data.called('r2', 'core_memory_append', { label: 'human', content: 'Will renew the lease.' }),
  data.message('user', 'r2', [data.result('core_memory_append', 'Done.')]),
  data.replied(
    'r2',
    "The deposit is **two months' rent**, held in a separate account and returned within thirty days of the return of the keys. [d1] I have noted that you will renew.",
    [data.citation('d1', 'p2', 'It is held in a separate account')],
  ),
];
const memoryTurn = [
  data.message('user', 'r3', [{ type: 'memory_turn', at: data.now }]),
  data.called('r3', 'archival_memory_insert', {
    content: 'Tomasz will renew the lease of 14 Ogrodowa Street in June 2027.',
  }),
  data.message('user', 'r3', [data.result('archival_memory_insert', 'Stored.')]),
  data.called('r3', 'summarize', { summary: 'He asked about notice, garage and deposit.', keep: [] }),
];

const steps = [
  data.step({
    id: 's1',
    runId: 'r1',
    lastMessageId: 'm2',
    functionName: 'archival_memory_search',
    result: { ok: true, message: 'Showing 1–5 of 12, page 1/3' },
    heartbeat: true,
    startedAt: data.now - 300_000,
    prefilledTokens: 1204,
    promptTokens: 3980,
  }),
  data.step({
    id: 's2',
    runId: 'r1',
    lastMessageId: 'm4',
    functionName: 'conversation_search',
    result: { ok: true, message: 'Showing 1–2 of 2, page 1/1' },
    heartbeat: true,
    startedAt: data.now - 296_000,
    milliseconds: 890,
  }),
  data.step({
    id: 's3',
    runId: 'r1',
    lastMessageId: 'm6',
    functionName: 'core_memory_replace',
    result: { ok: true, message: 'Done. The block now reads: …' },
    heartbeat: true,
    startedAt: data.now - 294_000,
    milliseconds: 1610,
  }),
  data.step({
    id: 's4',
    runId: 'r1',
    lastMessageId: 'm8',
    completionTokens: 118,
    startedAt: data.now - 291_000,
    milliseconds: 4120,
  }),
  data.step({
    id: 's0',
    runId: 'r0',
    functionName: null,
    finish: 'length',
    output: '{"thought":"The person asks',
    result: null,
    startedAt: data.now - 3_600_000,
  }),
];

const longReply = `## What the lease asks of you

Three dates matter, in this order:

1. **2 April 2027**: the last day for written notice. [d1]
2. **1 June 2027**: the end of the term.
3. Thirty days after the keys are back: the deposit must be returned. [d2, d3]

- [x] Read the notice clause
- [ ] Write to Ms Wróbel

| What | When | Where it says so |
|---|---|---:|
| Notice | 60 days before the end | 12 |
| Rent | fifth of the month | 12 |
| Garage | one month, end of any month | 13 |

> Notice by electronic mail counts only once the other party has confirmed its receipt in writing.

A letter could begin so:

\`\`\`text
Dear Ms Wróbel,
I do not wish to renew the lease of 14 Ogrodowa Street beyond its term, which ends on 1 June 2027, and give notice under section 4.
\`\`\`

The statutory rate is published [by the ministry](https://www.example.gov/rates?year=2026&kind=statutory), and \`interest = rent × rate × days / 365\`. <b>No markup</b> is taken from a model, and ![a map of the cellar](https://tracker.example/pixel.png) is never loaded.`;

const noModel: Snapshot = {
  ...snapshot,
  model: { state: 'none' },
  current: { ...view, windowMap: { ...data.map, exact: false } },
};

function withMessages(
  base: Snapshot,
  messages: ConversationView['messages'],
  more: Partial<ConversationView> = {},
): Snapshot {
  return { ...base, current: { ...base.current, messages, ...more } };
}

function searchAnswer(query: string, byMeaning: boolean, total: number, found = data.searched) {
  const citations = found.map((citation, index) => ({
    ...citation,
    found: { by: byMeaning ? ('both' as const) : ('words' as const), score: 0.83 - 0.2 * index },
  }));
  return data.message('assistant', null, [
    { type: 'search_answer', at: data.now, query, byMeaning, total, citations },
  ]);
}

const run = { runId: 'r2', conversationId: 'c1' };
const running: readonly AppPush[] = [{ type: 'run-start', ...run }];
const filesOf = (row: ModelRow, files: FilesState): AppPush => ({
  type: 'model-files-changed',
  id: row.id,
  files,
});
const statusIs = (model: ModelStatus): AppPush => ({ type: 'model-changed', model });
const { qwen15, qwen4, qwen05 } = models.rows;
const lostWords =
  'The graphics processor was lost in the middle of the answer. Your message is kept, and so is the chat.';
const lost = (lighter: Extract<ModelStatus, { state: 'failed' }>['lighter']): AppPush =>
  statusIs({ state: 'failed', row: qwen4, message: lostWords, lighter });
const smallerWindow = { id: qwen4.id, name: qwen4.name, windowTokens: 2048 };
const smallerModel = { id: qwen05.id, name: qwen05.name, windowTokens: 4096 };

/** Pinned and archived chats, and titles that test the room and the direction. */
const mixedChats = [
  ...data.conversations,
  data.conversation({
    ...{ id: 'c7', title: 'Where everything is kept', pinned: true },
    updatedAt: data.now - 90 * 86_400_000,
  }),
  data.conversation({
    id: 'c8',
    title: 'عقد الإيجار وموعد الإشعار قبل نهاية المدة',
    updatedAt: data.now - 7_200_000,
  }),
  data.conversation({
    id: 'c9',
    title: 'Pneumonoultramicroscopicsilicovolcanoconiosis',
    updatedAt: data.now,
  }),
  data.conversation({ id: 'c10', title: 'Old plans', archived: true, updatedAt: data.now - 9 * 86_400_000 }),
  data.conversation({ id: 'c11', title: 'A recipe', archived: true, updatedAt: data.now - 80 * 86_400_000 }),
];
const temporary = data.conversation({ id: 'c1', title: '', temporary: true });

export const scenes: Readonly<Record<string, Scene>> = {
  chats: { snapshot: { ...withMessages(snapshot, chat), conversations: mixedChats } },
  'temporary-chat': { snapshot: withMessages(snapshot, chat.slice(1, 2), { conversation: temporary }) },
  'first-run': { snapshot: fresh, models: models.nothingHere },
  'no-webgpu': { snapshot: fresh, models: models.onCpu(false) },
  'cpu-tried': { snapshot: fresh, models: models.onCpu(true) },
  'no-model': {
    snapshot: fresh,
    models: {
      ...models.onCpu(false),
      offers: models.offers.offers.map((it) => ({
        ...it,
        files: { state: 'absent' },
        obstacle: 'There is no graphics processor to run it on.',
      })),
    },
  },
  'getting-first': {
    snapshot: fresh,
    models: models.nothingHere,
    pushes: [filesOf(qwen15, models.downloading)],
  },
  getting: { snapshot, pushes: [filesOf(qwen15, models.downloading)] },
  'getting-waiting': {
    snapshot: noModel,
    pushes: [filesOf(qwen15, { ...models.downloading, isWaiting: true })],
  },
  'getting-paused': {
    snapshot: noModel,
    pushes: [filesOf(qwen15, { state: 'paused', receivedBytes: 374_000_000, totalBytes: 868_000_000 })],
  },
  'getting-verifying': {
    snapshot: noModel,
    pushes: [filesOf(qwen15, { state: 'verifying', fraction: 0.62 })],
  },
  'getting-failed': {
    snapshot: noModel,
    pushes: [
      filesOf(qwen15, {
        state: 'failed',
        message:
          'The server answered with a page in place of part 7 of 30, three times over. What came before is kept. Try again later.',
        receivedBytes: 201_000_000,
      }),
    ],
  },
  'full-disk': {
    snapshot: { ...noModel, storage: { ...snapshot.storage, persisted: false } },
    models: { ...models.offers, freeBytes: 520_000_000 },
  },
  'loading-compiling': {
    snapshot: noModel,
    pushes: [
      statusIs({
        state: 'loading',
        row: qwen4,
        phase: { name: 'compiling', fraction: 0.4, detail: '31 of 78 shaders' },
      }),
    ],
  },
  'model-failed': { snapshot: withMessages(noModel, chat), pushes: [lost(smallerWindow)] },
  'model-lost': {
    snapshot: withMessages(snapshot, [...chat, data.said('r2', 'And the insurance?')]),
    pushes: [
      ...running,
      { type: 'run-end', ...run, outcome: { type: 'failed', message: lostWords } },
      lost(smallerModel),
    ],
  },
  'other-model': {
    snapshot: withMessages({ ...snapshot, model: { ...models.ready, row: qwen15 } }, chat),
  },
  overlong: {
    snapshot: withMessages(snapshot, chat),
    overlong: [{ label: 'human', characters: 900, room: 720 }],
  },
  practice: { snapshot: { ...fresh, model: models.practising } },
  'practice-midway': {
    snapshot: withMessages({ ...fresh, model: models.practising }, [
      data.said('r1', 'My name is Kavo.'),
      data.called('r1', 'core_memory_append', { label: 'human', content: 'Name: Kavo.' }),
      data.message('user', 'r1', [data.result('core_memory_append', 'Done.')]),
      data.replied('r1', 'Good to meet you, Kavo.'),
    ]),
  },
  importing: {
    snapshot,
    importFails: 'This file is no model: it does not begin as a GGUF file does. Nothing was kept.',
  },
  empty: { snapshot },
  chat: { snapshot: withMessages(snapshot, chat, { steps }) },
  versions: {
    snapshot: withMessages(snapshot, [...chat, ...again, ...memoryTurn], {
      versions: { [asked.id]: ['m-old', asked.id, 'm-new'] },
      steps,
    }),
    pushes: [
      {
        type: 'branch',
        conversationId: 'c1',
        undone: { blocks: ['human'], notes: 1, kept: ['persona'] },
      },
    ],
  },
  timer: {
    snapshot: withMessages({ ...snapshot, settings: { heartbeatMinutes: 15, readahead: true } }, [
      ...chat,
      data.message('user', 'r5', [{ type: 'timer', at: data.now }]),
      data.called('r5', 'archival_memory_insert', { content: 'Rent is due on the fifth.' }),
      data.message('user', 'r6', [{ type: 'timer', at: data.now }]),
      data.replied('r6', 'Tomorrow is the fifth: the rent is due.'),
    ]),
  },
  lost: {
    snapshot: withMessages(snapshot, chat, { steps, draft: 'A draft that must not be lost' }),
    lost: 'The part of Pagefile that looks after memory and documents has stopped (RangeError: out of memory). Reload to go on.',
  },
  search: {
    snapshot: withMessages(noModel, [
      data.message('user', null, [data.leaseAdded]),
      data.said(null, 'When must I give notice?'),
      searchAnswer('When must I give notice?', true, 23),
    ]),
  },
  'search-empty': {
    snapshot: withMessages(noModel, [
      data.said(null, 'quantum chromodynamics'),
      searchAnswer('quantum chromodynamics', false, 0, []),
    ]),
  },
  phase: {
    snapshot: withMessages(snapshot, [
      ...chat,
      data.said('r2', 'Good. Remind me what the deposit is, and note that I will renew.'),
    ]),
    pushes: [...running, { type: 'phase', ...run, phase: { name: 'reading', tokens: 1204 } }],
  },
  streaming: {
    snapshot: withMessages(snapshot, [
      ...chat,
      data.said('r2', 'Good. Remind me what the deposit is, and note that I will renew.'),
      data.called('r2', 'core_memory_append', { label: 'human', content: 'Will renew the lease.' }),
      data.message('user', 'r2', [data.result('core_memory_append', 'Done.')]),
    ]),
    pushes: [
      ...running,
      { type: 'phase', ...run, phase: { name: 'writing' } },
      { type: 'reply-delta', ...run, text: "The deposit is **two months' rent**, held in a separate" },
    ],
  },
  long: {
    snapshot: withMessages(
      snapshot,
      [...chat, data.said('r2', 'Put it all together for me.'), data.replied('r2', longReply, data.cited)],
      {
        hasEarlier: true,
        conversation: {
          ...view.conversation,
          summary: {
            text: '',
            label: 'm1',
            throughMessageId: 'm1',
            messages: 118,
            createdAt: data.now,
            by: 'model',
          },
        },
      },
    ),
  },
  failed: {
    snapshot: withMessages(snapshot, [...chat, data.said('r2', 'And the insurance?')]),
    sayFails:
      'The browser has no more space for this page, so the message was not stored. Remove a document or a model, then send it again.',
    pushes: [
      ...running,
      {
        type: 'run-end',
        ...run,
        outcome: {
          type: 'failed',
          message:
            'The graphics processor was lost in the middle of the answer. Your message is kept. Load the model again, then ask once more.',
        },
      },
      { type: 'notice', message: 'Search by meaning could not be loaded; words alone are compared.' },
    ],
  },
  partial: {
    snapshot: withMessages(snapshot, [...chat, data.said('r2', 'And the deposit?')], {
      partialReply: {
        conversationId: 'c1',
        runId: 'r2',
        text: "The deposit is two months' rent, held in",
        at: data.now,
      },
      draft: 'A draft that was kept',
    }),
  },
  intake: {
    snapshot: withMessages(noModel, []),
    pushes: [
      {
        type: 'document-changed',
        document: data.document({
          name: 'Household insurance, general terms and conditions 2026.pdf',
          state: 'reading',
          pages: null,
        }),
      },
      {
        type: 'document-progress',
        id: 'Household insurance, general terms and conditions 2026.pdf',
        page: 31,
        pages: 112,
      },
      {
        type: 'document-changed',
        document: data.document({ name: 'boiler.pdf', state: 'searchable', embedded: 72 }),
      },
      {
        type: 'document-changed',
        document: data.document({
          name: 'payslip.pdf',
          state: 'failed',
          problem: {
            code: 'encrypted',
            message:
              'This PDF is locked with a password. Nothing of it was kept but the file. Save it without the password, then add it again.',
          },
        }),
      },
      {
        type: 'file-refused',
        name: 'photo.heic',
        message: 'Pictures cannot be read. PDF, Markdown and text files can.',
      },
    ],
  },
  memory: {
    snapshot: withMessages({ ...snapshot, storage: { ...snapshot.storage, kind: 'memory' } }, chat, {
      steps,
    }),
    update: true,
  },
  loading: {
    snapshot: { ...fresh, documents: data.documents },
    pushes: [
      statusIs({
        state: 'loading',
        row: models.rows.llama1,
        phase: { name: 'loading', fraction: 0.34, detail: '238 MB of 702 MB' },
      }),
    ],
  },
  /** Changes of core memory that wait, under their answer and in the panel. */
  proposals: {
    snapshot: withMessages({ ...snapshot, proposals: [proposal(), removal] }, [...chat, ...proposing]),
  },
  /** One chat searches two documents only; each row of the library opens to what memory has from it. */
  attached: {
    snapshot: {
      ...withMessages(snapshot, chat, {
        conversation: { ...view.conversation, attached: ['lease', 'memgpt_paper.pdf'] },
      }),
      conversations: data.conversations.map((it) =>
        it.id === 'c1' ? { ...it, attached: ['lease', 'memgpt_paper.pdf'] } : it,
      ),
    },
  },
  /** For what Ctrl+K opens: look for “renew”. */
  palette: { snapshot: withMessages(snapshot, chat, { steps }), found: foundIn(chat) },
  waiting: { snapshot: null, pushes: [{ type: 'waiting-for-tab' }] },
  outdated: { snapshot, pushes: [{ type: 'outdated' }] },
  broken: {
    snapshot: null,
    startFails: 'The part that looks after your data did not start (SecurityError: storage is blocked).',
  },
};
