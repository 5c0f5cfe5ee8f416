import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { AppClient } from '../worker/app-client.ts';
import type { AppPush, AppRequests, ModelOffer } from '../worker/app-protocol.ts';
import { App } from './app.tsx';
import { createAppActions } from './app-actions.ts';
import { AppContext } from './app-context.ts';
import { initialState } from './app-state.ts';
import { createAppStore } from './app-store.ts';
import * as data from './gallery-data.fixture.ts';
import * as galleryModels from './gallery-models.fixture.ts';
import { type Scene, scenes } from './gallery-scenes.fixture.ts';
import type { FilesState } from './models-state.ts';
import { createOfflineStore } from './offline-store.ts';
import * as proposals from './proposal-data.fixture.ts';
import './global.css';

/*
 * The interface over a scripted worker, for looking at it: `?scene=chat`. No page of the app loads this file.
 */

const name = new URLSearchParams(location.search).get('scene') ?? 'chat';
const scene: Scene = scenes[name] ?? { snapshot: null };
Date.now = () => data.now;

const listeners = new Set<(push: AppPush) => void>();
/** Where models' files stand by now, so that answers agree with what was pushed. */
const filesById = new Map<string, FilesState>();
function push(it: AppPush): void {
  if (it.type === 'model-files-changed') filesById.set(it.id, it.files);
  for (const listener of listeners) listener(it);
}
const withFiles = (offer: ModelOffer): ModelOffer => ({
  ...offer,
  files: filesById.get(offer.row.id) ?? offer.files,
});

function filesOf(id: string, files: FilesState): null {
  push({ type: 'model-files-changed', id, files });
  return null;
}

type Answers = {
  readonly [Name in keyof AppRequests]?: (params: AppRequests[Name]['params']) => AppRequests[Name]['result'];
};

const answers: Answers = {
  openConversation: ({ id }) => ({
    ...current(),
    conversation: data.conversations.find((it) => it.id === id) ?? current().conversation,
    ...(id === 'c1' ? {} : { messages: [], draft: '' }),
  }),
  newConversation: () => ({
    ...current(),
    conversation: data.conversation({ id: `new-${Math.random()}`, title: '' }),
    messages: [],
  }),
  changeConversation({ id, ...change }) {
    const before = store.getState().conversations.find((it) => it.id === id);
    if (before) push({ type: 'conversation-changed', conversation: { ...before, ...change } });
    return null;
  },
  openDocument: ({ id }) => ({
    document: data.documents.find((it) => it.id === id) ?? data.lease,
    text: { text: data.leaseText, pages: data.leasePages },
  }),
  passage: ({ id }) => data.passages.find((it) => it.id === id) ?? null,
  editBlock: ({ label, value }) => ({ agentId: 'a', label, description: '', value, updatedAt: data.now + 1 }),
  blockEdits: ({ label }) => [proposals.edit, ...data.edits].filter((it) => it.label === label),
  notes: () => proposals.notes,
  models() {
    const offers = scene.models ?? galleryModels.offers;
    return { ...offers, offers: offers.offers.map(withFiles) };
  },
  moreModels: () => galleryModels.allOffers,
  overlongBlocks: () => scene.overlong ?? [],
  getModel: ({ id }) => filesOf(id, galleryModels.downloading),
  pauseDownload: ({ id }) =>
    filesOf(id, { state: 'paused', receivedBytes: 374_000_000, totalBytes: 868_000_000 }),
  cancelDownload({ id }) {
    filesOf(id, { state: 'absent' });
    return { freedBytes: 374_000_000 };
  },
  verifyModel: () => ({ state: 'ready', bytes: 702_400_000 }),
  deleteModel({ id }) {
    filesOf(id, { state: 'absent' });
    return { freedBytes: 702_400_000 };
  },
  importModel() {
    throw new Error(scene.importFails ?? 'The gallery keeps no files.');
  },
  recallTimeline: () => ({
    hits: current()
      .messages.filter((it) => it.text !== '')
      .toReversed()
      .map((message) => ({ message, score: 0, found: null, strength: 0, sentence: null })),
    page: 1,
    pages: 1,
    total: 12,
    byMeaning: false,
  }),
  searchRecall: () => ({
    hits: current()
      .messages.filter((it) => it.text !== '')
      .map((message) => ({
        message,
        score: 0.82,
        found: 'both',
        strength: 1,
        sentence: { start: 0, end: 24 },
      })),
    page: 1,
    pages: 3,
    total: 12,
    byMeaning: true,
  }),
  searchArchival: () => ({
    hits: data.passages.map((passage) => ({
      passage,
      documentName: 'lease-2025.pdf',
      score: 0.45,
      found: 'words',
      strength: 1,
      sentence: { start: 0, end: 20 },
    })),
    page: 1,
    pages: 1,
    total: 4,
    byMeaning: false,
  }),
  searchEverything: () =>
    scene.found ?? {
      messages: { hits: [], total: 0 },
      notes: { hits: [], total: 0 },
      passages: { hits: [], total: 0 },
      byMeaning: true,
    },
  stepPrompt: () => ({
    messages: [
      {
        role: 'system',
        content: 'You are Pagefile. Your memory has three tiers …\n\n<human>\nName: Tomasz.\n</human>',
      },
      {
        role: 'user',
        content: '{"type":"user_message","time":"2026-11-20 14:01","message":"When do I have to tell them?"}',
      },
    ],
    grammar: 'root ::= "{" thought call "}"',
  }),
  sayAgain: ({ conversationId, text }) => {
    const { messages } = current();
    const at = messages.findLastIndex((it) => it.text !== '' && it.role === 'user');
    const abandoned = messages.slice(at).map((it) => ({ ...it, abandoned: true as const }));
    for (const message of abandoned) push({ type: 'message-changed', message });
    push({ type: 'branch', conversationId, undone: { blocks: ['human'], notes: 1, kept: [] } });
    const before = messages[at];
    if (!before) return null;
    setTimeout(() => {
      push({ type: 'run-start', runId: 'r9', conversationId });
      const said = data.said('r9', text ?? before.text);
      push({ type: 'message-added', message: { ...said, parentId: before.parentId } });
      push({ type: 'phase', runId: 'r9', conversationId, phase: { name: 'reading', tokens: 412 } });
    }, 200);
    return null;
  },
  switchVersion: () => current(),
  undo: (edits) => ({ kept: 'editId' in edits && edits.editId === 'e2' ? ['human'] : [] }),
  storage: () => scene.snapshot?.storage ?? initialState.storage,
  documentWrites: ({ id }) => (id === 'lease' ? proposals.writes : { blockEdits: [], notes: [] }),
  settleProposal({ id }) {
    if (id === proposals.removal.id) throw new Error('human has changed since, and this no longer fits it.');
    push({ type: 'proposal-settled', id });
    return null;
  },
  stop: () => {
    push({ type: 'run-end', runId: 'r2', conversationId: 'c1', outcome: { type: 'stopped' } });
    return null;
  },
  say: ({ text, conversationId }) => {
    if (scene.sayFails) throw new Error(scene.sayFails);
    push({ type: 'message-added', message: { ...data.said('r9', text), conversationId } });
    push({ type: 'run-start', runId: 'r9', conversationId });
    push({ type: 'phase', runId: 'r9', conversationId, phase: { name: 'searching', query: text } });
    return null;
  },
};

function current() {
  if (!scene.snapshot) throw new Error('This scene has no snapshot.');
  return scene.snapshot.current;
}

const client: AppClient = {
  async call(request, params) {
    if (request === 'start') {
      if (scene.startFails) throw new Error(scene.startFails);
      if (!scene.snapshot) {
        for (const it of scene.pushes ?? []) push(it);
        return new Promise<never>(() => {});
      }
      setTimeout(() => {
        for (const it of scene.pushes ?? []) push(it);
      }, 30);
      return scene.snapshot as never;
    }
    const answer = answers[request] as ((params: unknown) => unknown) | undefined;
    return (answer ? answer(params) : null) as never;
  },
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  close() {},
};

const part = (bytes: number, complete: boolean) => ({ bytes, cachedBytes: complete ? bytes : 0, complete });
const offline = createOfflineStore({
  async registerServiceWorker(events) {
    if (scene.update) events.onUpdateWaiting();
    return { available: true };
  },
  async applyUpdate() {},
  async cacheGroup(_group, onProgress) {
    onProgress?.(12_000_000, 36_000_000);
    await new Promise((resolve) => setTimeout(resolve, 5000));
    return { done: true };
  },
  async groupStatus() {
    const here = name !== 'first-run' && name !== 'no-webgpu';
    return {
      documents: part(1_600_000, here),
      embedder: part(34_000_000, here),
      model: part(6_000_000, false),
      cpu: part(12_400_000, false),
      compat: part(16_000_000, false),
    };
  },
});

const store = createAppStore(client);
const actions = createAppActions(store, () => void offline.cache(['documents', 'embedder']));
void actions.start().then(() => {
  if (scene.lost) store.dispatch({ type: 'worker-lost', message: scene.lost });
});
void offline.start();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <AppContext value={{ store, actions, offline }}>
        <App />
      </AppContext>
    </StrictMode>,
  );
}
