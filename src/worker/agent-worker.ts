/*
 * The composition root: the only file that names adapters. It becomes the one writer, opens the stores,
 * builds the agent over them, and answers the page.
 */
import { embedderRow } from '../embedding/embedder-catalogue.ts';
import { Agent } from '../kernel/agent.ts';
import type { Clock } from '../kernel/clock.ts';
import { USUAL_WINDOW } from '../kernel/estimate-window.ts';
import { foldedTextReader } from '../retrieval/folded-text-reader.ts';
import { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import { openStores } from '../storage/open-stores.ts';
import { StoredLibrary } from '../storage/stored-library.ts';
import { transientStores } from '../storage/transient-stores.ts';
import type { AppPush, AppRequests, Snapshot } from './app-protocol.ts';
import { AppService } from './app-service.ts';
import { ChatService } from './chat-service.ts';
import { ChosenEmbedder } from './chosen-embedder.ts';
import { DocumentIntake } from './document-intake.ts';
import { DocumentPace } from './document-pace.ts';
import { DocumentsService } from './documents-service.ts';
import { EmbedderService } from './embedder-service.ts';
import { EmbedderSettings } from './embedder-settings.ts';
import { EmbeddingQueue } from './embedding-queue.ts';
import { HeartbeatTimer } from './heartbeat-timer.ts';
import { IndexUpkeep } from './index-upkeep.ts';
import { MemoryService } from './memory-service.ts';
import { ModelCheckService } from './model-check-service.ts';
import { ModelManager } from './model-manager.ts';
import { ModelService } from './model-service.ts';
import { ModelSettings } from './model-settings.ts';
import { newId } from './new-id.ts';
import { newMark } from './new-mark.ts';
import { type Handlers, serve } from './rpc.ts';
import { RunQueue } from './run-queue.ts';
import { searchEverything } from './search-everything.ts';
import { SupervisedEmbedder } from './supervised-embedder.ts';
import { SupervisedModel } from './supervised-model.ts';
import { SupervisedModelFiles } from './supervised-model-files.ts';
import { becomeWriter } from './writer-lock.ts';

/** Of the embedder that comes with the app. */
const modelPath = (id: string) => `${import.meta.env.BASE_URL}models/${id}`;
const AGENT_ID = 'pagefile';

const clock: Clock = {
  now: () => Date.now(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

async function build(push: (push: AppPush) => void): Promise<Services> {
  await becomeWriter(() => push({ type: 'waiting-for-tab' }));
  const stores = await openStores({
    name: 'pagefile',
    onOutdated: () => push({ type: 'outdated' }),
    onBlocked: () =>
      push({ type: 'notice', message: 'Close the other tabs of Pagefile: an update waits for them.' }),
  });
  const { memory, library, workspace } = stores;
  const search = new HybridMemorySearch(stores, clock.timeZone, (message) =>
    push({ type: 'notice', message }),
  );
  let readsAhead = true;
  const agent = new Agent({
    agentId: AGENT_ID,
    store: memory,
    search,
    clock,
    newId,
    readsAhead: () => readsAhead,
    texts: foldedTextReader,
    documents: new StoredLibrary(library),
    newMark,
    emit: (trace) => {
      const saidOrChanged = trace.type === 'message-added' || trace.type === 'message-changed';
      if (saidOrChanged) search.messageAdded(trace.message);
      if (trace.type === 'note-added') search.noteAdded(trace.passage);
      if (trace.type === 'note-removed') search.noteRemoved(trace.passageId);
      // One run at a time, and every one ends: what nobody waits for leaves the processor to the answer.
      if (trace.type === 'run-start' || trace.type === 'run-end') {
        embedding.pause('answering', trace.type === 'run-start');
        upkeep.pause('answering', trace.type === 'run-start');
      }
      void upkeep.disturbed();
      if (saidOrChanged || trace.type === 'note-added') embedding.textsAdded();
      push(trace);
    },
  });
  const embedderSettings = new EmbedderSettings(workspace);
  const embedder: ChosenEmbedder = new ChosenEmbedder({
    supervise: (row, onStatus) =>
      new SupervisedEmbedder(
        { row, modelPath: row.repository === null ? modelPath(row.id) : null },
        onStatus,
      ),
    onStatus: (status) => push({ type: 'embedder-changed', embedder: status }),
    onFailure: (row) => embedders.check(row),
  });
  const pace = new DocumentPace({ now: clock.now, push });
  const embedding = new EmbeddingQueue({
    library,
    search,
    embedder: () => embedder.wake(),
    formerEmbedder: (modelId) => embedder.former(modelId),
    onInUse: (modelIds) => embedder.keepOnly(modelIds),
    countedTexts: embedderSettings,
    onChange: (change) => push({ type: 'embedding-change', change }),
    onDocument: (document) => {
      void upkeep.disturbed();
      push({ type: 'document-changed', document });
      if (document.state === 'searchable' && !document.isEmbeddingPaused)
        pace.went(document.id, document.embedded, document.passages);
      else pace.rests(document.id);
      if (document.state === 'ready') void service.reportStorage();
    },
    onFailure: (message) => {
      pace.allRest();
      push({ type: 'notice', message });
    },
  });
  const upkeep = new IndexUpkeep({
    index: stores.index,
    timeZone: clock.timeZone,
    wait,
    onRepaired: (message) => {
      push({ type: 'notice', message });
      embedding.textsAdded();
    },
  });
  const settings = new ModelSettings(workspace);
  const files = new SupervisedModelFiles({
    push: (told) =>
      push({
        ...told,
        type: embedderRow(told.id) === null ? 'model-files-changed' : 'embedder-files-changed',
      }),
  });
  const embedders: EmbedderService = new EmbedderService({
    library,
    settings: embedderSettings,
    chosen: embedder,
    files,
    noteFiles: () => settings.noteFiles(),
    freeBytes,
    onChosen: () => service.embedderChosen(),
    push,
  });
  const models: ModelManager = new ModelManager({
    push,
    engine: new SupervisedModel({ onLost: (reason) => void models.engineLost(reason) }),
    files,
    freeBytes,
    windows: () => settings.windows(),
    checks: () => settings.checks(),
    cpuSpeed: { load: () => settings.cpuSpeed(), save: (speed) => settings.saveCpuSpeed(speed) },
  });
  const runs = new RunQueue(
    agent,
    () => models.model(),
    (message) => push({ type: 'notice', message }),
  );
  const heartbeats = new HeartbeatTimer(() => void service.beat(), {
    setInterval: (work, milliseconds) => self.setInterval(work, milliseconds),
    clearInterval: (id) => self.clearInterval(id),
  });
  const intake: DocumentIntake = new DocumentIntake({
    library,
    search,
    settings: workspace,
    pace,
    push,
    now: clock.now,
    onSearchable: async (document, conversationId) => {
      if (conversationId !== null) await documents.documentArrived(document, conversationId);
      await service.documentSearchable();
    },
    onEmbeddingPaused: () => embedding.orderChanged(),
    onPaused: (paused) => embedding.pause('by-person', paused),
    replace: (id, by) => documents.replaceDocument(id, by),
  });
  const documents = new DocumentsService({
    agentId: AGENT_ID,
    stores,
    search,
    agent,
    intake,
    clock,
    push,
  });
  const chats = new ChatService({
    agentId: AGENT_ID,
    stores,
    search,
    agent,
    runs,
    model: () => models.model(),
    clock,
    newId,
    wait,
    textsAdded: () => embedding.textsAdded(),
    push,
  });
  const service = new AppService({
    agentId: AGENT_ID,
    stores,
    chats,
    search,
    agent,
    runs,
    intake,
    embedder,
    embedders,
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
  const modelService = new ModelService({
    agentId: AGENT_ID,
    stores,
    agent,
    runs,
    models,
    settings,
    push,
    onChange: () => service.modelChanged(),
  });
  const modelChecks = new ModelCheckService({
    ...{ agent, runs, models, modelService, settings, push },
    ...{ openStores: transientStores, clock, newId, newMark },
  });
  const memoryService = new MemoryService({
    ...{ agentId: AGENT_ID, store: memory, search, agent, clock, newId },
    windowTokens: () => models.model()?.windowTokens ?? USUAL_WINDOW,
  });
  await search.load();
  await embedders.start();
  await service.start();
  await modelService.start();
  void upkeep.disturbed();
  const app = { app: service, chats, documents, models: modelService, modelChecks, memory: memoryService };
  return { ...app, embedders, intake, search, weigh };

  /** Looks what models' files take, where any were ever kept. */
  async function weigh(): Promise<void> {
    await modelService.weigh();
    if (await settings.hasFiles()) await embedders.weigh().catch(() => {});
  }
}

interface Services {
  readonly app: AppService;
  readonly chats: ChatService;
  readonly documents: DocumentsService;
  readonly models: ModelService;
  readonly modelChecks: ModelCheckService;
  readonly embedders: EmbedderService;
  readonly intake: DocumentIntake;
  readonly memory: MemoryService;
  readonly search: HybridMemorySearch;
  weigh(): Promise<void>;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => self.setTimeout(resolve, milliseconds));
}

/** As the browser estimates it. */
async function freeBytes(): Promise<number | null> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  if (estimate?.quota === undefined || estimate.usage === undefined) return null;
  return Math.max(0, estimate.quota - estimate.usage);
}

let started: Promise<Services> | null = null;

async function start(): Promise<Snapshot> {
  started ??= build(push);
  return (await started).app.snapshot();
}

async function services(): Promise<Services> {
  if (!started) throw new Error('The page asked before it started the app.');
  return started;
}

const service = async () => (await services()).app;
const chats = async () => (await services()).chats;
const documents = async () => (await services()).documents;
const models = async () => (await services()).models;
const modelChecks = async () => (await services()).modelChecks;
const embedders = async () => (await services()).embedders;
const intake = async () => (await services()).intake;
const memoryService = async () => (await services()).memory;

const handlers: Handlers<AppRequests> = {
  start,
  say: async (params) => (await service()).say(params),
  sayAgain: async (params) => (await service()).sayAgain(params),
  goOn: async (params) => (await chats()).goOn(params),
  deleteExchange: async (params) => (await chats()).deleteExchange(params),
  leaveOut: async (params) => (await chats()).leaveOut(params),
  switchVersion: async (params) => (await chats()).switchVersion(params),
  undo: async (params) => (await service()).undo(params),
  settleProposal: async (params) => (await service()).settleProposal(params),
  saveSettings: async (params) => (await service()).saveSettings(params),
  stop: async (params) => (await service()).stop(params),
  newConversation: async (params) => (await chats()).newConversation(params),
  openConversation: async (params) => (await chats()).openConversation(params),
  earlierMessages: async (params) => (await chats()).earlierMessages(params),
  changeConversation: async (params) => (await chats()).changeConversation(params),
  branchConversation: async (params) => (await chats()).branchConversation(params),
  readConversation: async (params) => (await chats()).readConversation(params),
  deleteConversation: async (params) => (await chats()).deleteConversation(params),
  restoreConversation: async (params) => (await chats()).restoreConversation(params),
  saveDraft: async (params) => (await chats()).saveDraft(params),
  addDocuments: async (params) => (await documents()).addDocuments(params),
  retryDocument: async (params) => (await documents()).retryDocument(params),
  pauseDocument: async ({ id }) => (await intake()).pause(id).then(() => null),
  resumeDocument: async ({ id }) => (await intake()).resume(id).then(() => null),
  pauseIntake: async ({ paused }) => (await intake()).pauseAll(paused).then(() => null),
  answerOffer: async ({ id, replaces }) => (await intake()).answer(id, replaces).then(() => null),
  removeDocument: async (params) => (await documents()).removeDocument(params),
  openDocument: async (params) => (await documents()).openDocument(params),
  documentBytes: async (params) => (await documents()).documentBytes(params),
  documentWrites: async (params) => (await documents()).documentWrites(params),
  attachDocuments: async (params) => (await documents()).attachDocuments(params),
  passage: async (params) => (await service()).passage(params),
  editBlock: async (params) => (await memoryService()).editBlock(params),
  addBlock: async (params) => (await memoryService()).addBlock(params),
  changeBlock: async (params) => (await memoryService()).changeBlock(params),
  removeBlock: async (params) => (await memoryService()).removeBlock(params),
  restoreBlock: async (params) => (await memoryService()).restoreBlock(params),
  blockEdits: async (params) => (await service()).blockEdits(params),
  searchRecall: async (params) => (await service()).searchRecall(params),
  recallTimeline: async (params) => (await memoryService()).recallTimeline(params),
  searchArchival: async (params) => (await service()).searchArchival(params),
  searchEverything: async (query) => searchEverything((await services()).search, query),
  notes: async () => (await service()).notes(),
  addNote: async (params) => (await memoryService()).addNote(params),
  editNote: async (params) => (await memoryService()).editNote(params),
  removeNote: async (params) => (await memoryService()).removeNote(params),
  stepPrompt: async (params) => (await service()).stepPrompt(params),
  models: async () => (await models()).models(),
  moreModels: async () => (await models()).moreModels(),
  getModel: async (params) => (await models()).getModel(params),
  pauseDownload: async (params) => (await models()).pauseDownload(params),
  cancelDownload: async (params) => (await models()).cancelDownload(params),
  importModel: async (params) => (await models()).importModel(params),
  tryCpu: async () => (await models()).tryCpu(),
  loadModel: async (params) => (await models()).loadModel(params),
  unloadModel: async () => (await models()).unloadModel(),
  checkModel: async (params) => (await modelChecks()).checkModel(params),
  stopModelCheck: async () => (await modelChecks()).stopModelCheck(),
  verifyModel: async (params) => (await models()).verifyModel(params),
  deleteModel: async (params) => (await models()).deleteModel(params),
  overlongBlocks: async () => (await models()).overlongBlocks(),
  storage: async () => {
    await (await services()).weigh();
    return (await service()).storageStatus();
  },
  embedders: async () => (await embedders()).embedders(),
  getEmbedder: async (params) => (await embedders()).getEmbedder(params),
  pauseEmbedder: async (params) => (await embedders()).pauseEmbedder(params),
  deleteEmbedder: async (params) => (await embedders()).deleteEmbedder(params),
  chooseEmbedder: async (params) => (await embedders()).chooseEmbedder(params),
  batteryIsLow: async (params) => (await service()).batteryIsLow(params),
};

const push = serve<AppRequests, AppPush>(self as DedicatedWorkerGlobalScope & typeof globalThis, handlers);
