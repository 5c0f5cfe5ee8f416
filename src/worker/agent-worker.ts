/*
 * The composition root: the only file that names adapters. It becomes the one writer, opens the stores,
 * builds the agent over them, and answers the page.
 */
import { Agent } from '../kernel/agent.ts';
import type { Clock } from '../kernel/clock.ts';
import { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import { openStores } from '../storage/open-stores.ts';
import type { AppPush, AppRequests, Snapshot } from './app-protocol.ts';
import { AppService } from './app-service.ts';
import { DocumentIntake } from './document-intake.ts';
import { EmbeddingQueue } from './embedding-queue.ts';
import { HeartbeatTimer } from './heartbeat-timer.ts';
import { ModelManager } from './model-manager.ts';
import { newId } from './new-id.ts';
import { type Handlers, serve } from './rpc.ts';
import { RunQueue } from './run-queue.ts';
import { SupervisedEmbedder } from './supervised-embedder.ts';
import { becomeWriter } from './writer-lock.ts';

const MODEL_PATH = `${import.meta.env.BASE_URL}models/all-MiniLM-L6-v2`;
const AGENT_ID = 'pagefile';

const clock: Clock = {
  now: () => Date.now(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

async function build(push: (push: AppPush) => void): Promise<AppService> {
  await becomeWriter(() => push({ type: 'waiting-for-tab' }));
  const stores = await openStores({
    name: 'pagefile',
    onOutdated: () => push({ type: 'outdated' }),
    onBlocked: () =>
      push({ type: 'notice', message: 'Close the other tabs of Pagefile: an update waits for them.' }),
  });
  const { memory, library, workspace } = stores;
  const search = new HybridMemorySearch({ memory, library, workspace });
  let readsAhead = true;
  const agent = new Agent({
    agentId: AGENT_ID,
    store: memory,
    search,
    clock,
    newId,
    readsAhead: () => readsAhead,
    emit: (trace) => {
      if (trace.type === 'message-added' || trace.type === 'message-changed')
        search.messageAdded(trace.message);
      if (trace.type === 'note-added') search.noteAdded(trace.passage);
      if (trace.type === 'note-removed') search.noteRemoved(trace.passageId);
      push(trace);
    },
  });
  const embedder = new SupervisedEmbedder(MODEL_PATH, (status) =>
    push({ type: 'embedder-changed', embedder: status }),
  );
  const embedding = new EmbeddingQueue({
    library,
    search,
    embedder: () => embedder.wake(),
    onDocument: (document) => {
      push({ type: 'document-changed', document });
      if (document.state === 'ready') void service.reportStorage();
    },
    onFailure: (message) => push({ type: 'notice', message }),
  });
  const models = new ModelManager((model) => push({ type: 'model-changed', model }));
  const runs = new RunQueue(
    agent,
    () => models.model(),
    (message) => push({ type: 'notice', message }),
  );
  const heartbeats = new HeartbeatTimer(() => void service.beat(), {
    setInterval: (work, milliseconds) => self.setInterval(work, milliseconds),
    clearInterval: (id) => self.clearInterval(id),
  });
  const intake = new DocumentIntake({
    library,
    search,
    push,
    onSearchable: (document, conversationId) => service.documentSearchable(document, conversationId),
  });
  const service = new AppService({
    agentId: AGENT_ID,
    stores,
    search,
    agent,
    runs,
    intake,
    embedder,
    embedding,
    models,
    clock,
    newId,
    push,
    applySettings: (settings) => {
      readsAhead = settings.readahead;
      heartbeats.set(settings.heartbeatMinutes);
    },
  });
  await search.load();
  await service.start();
  return service;
}

let started: Promise<AppService> | null = null;

async function start(): Promise<Snapshot> {
  started ??= build(push);
  return (await started).snapshot();
}

async function service(): Promise<AppService> {
  if (!started) throw new Error('The page asked before it started the app.');
  return started;
}

const handlers: Handlers<AppRequests> = {
  start,
  say: async (params) => (await service()).say(params),
  sayAgain: async (params) => (await service()).sayAgain(params),
  switchVersion: async (params) => (await service()).switchVersion(params),
  undo: async (params) => (await service()).undo(params),
  saveSettings: async (params) => (await service()).saveSettings(params),
  stop: async (params) => (await service()).stop(params),
  newConversation: async () => (await service()).newConversation(),
  openConversation: async (params) => (await service()).openConversation(params),
  removeConversation: async (params) => (await service()).removeConversation(params),
  saveDraft: async (params) => (await service()).saveDraft(params),
  addDocuments: async (params) => (await service()).addDocuments(params),
  retryDocument: async (params) => (await service()).retryDocument(params),
  removeDocument: async (params) => (await service()).removeDocument(params),
  openDocument: async (params) => (await service()).openDocument(params),
  passage: async (params) => (await service()).passage(params),
  editBlock: async (params) => (await service()).editBlock(params),
  blockEdits: async (params) => (await service()).blockEdits(params),
  searchRecall: async (params) => (await service()).searchRecall(params),
  searchArchival: async (params) => (await service()).searchArchival(params),
  notes: async () => (await service()).notes(),
  stepPrompt: async (params) => (await service()).stepPrompt(params),
  models: async () => (await service()).listModels(),
  loadModel: async (params) => (await service()).loadModel(params),
  unloadModel: async () => (await service()).unloadModel(),
  deleteModel: async (params) => (await service()).deleteModel(params),
  storage: async () => (await service()).storageStatus(),
};

const push = serve<AppRequests, AppPush>(self as DedicatedWorkerGlobalScope & typeof globalThis, handlers);
