import type { Block } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { Message } from '../kernel/message.ts';
import type { Proposal } from '../kernel/proposal.ts';
import type { Phase, RunOutcome } from '../kernel/trace.ts';
import type {
  AgentSettings,
  AppPush,
  ConversationView,
  EmbedderStatus,
  EmbeddingChange,
  IntakeStatus,
  ModelStatus,
  Snapshot,
  StorageStatus,
} from '../worker/app-protocol.ts';
import { type AttachedDocuments, withAttached } from './attached-state.ts';
import { withBlock, withoutBlock } from './block-state.ts';
import { type ChatsChange, type DeletedChat, reduceChats, withChat } from './chats-state.ts';
import { describeUndone } from './describe-undone.ts';
import { reduceIntake, unfinished } from './intake-state.ts';
import { initialModels, type ModelsChange, type ModelsState, reduceModels } from './models-state.ts';
import { withNotice, withRefused } from './notice-state.ts';
import { changeView, isCurrent } from './open-view.ts';
import { withoutProposal, withProposal } from './proposal-state.ts';
import { changeRun, withRunEnded, withWorkerLost } from './run-state.ts';
import { type UndoOffer, withOffer } from './undo-offer.ts';
import {
  type EarlierRead,
  placeMessage,
  said,
  spoken,
  withEarlier,
  withMessageChanged,
  withNewer,
  withoutOrphan,
} from './view-state.ts';
import { without, withoutFirst } from './without.ts';

/*
 * Everything the page knows, as one value, and the one pure function that changes it. What the agent worker
 * says arrives as pushes; what the page itself did (opened a chat, handed files over) as actions of its own.
 */

export type Stage =
  | { readonly name: 'starting' }
  | { readonly name: 'waiting-for-tab' }
  | { readonly name: 'ready' }
  | { readonly name: 'outdated' }
  | { readonly name: 'failed'; readonly message: string };

/** A run under way, as far as its answer has come. */
export interface Run {
  readonly runId: string;
  readonly phase: Phase | null;
  readonly text: string;
  /** A memory turn: nobody waits for it. */
  readonly tidies: boolean;
}

export interface PageOfPages {
  readonly page: number;
  readonly pages: number;
}

/** Something said once that the person dismisses. `key` tells two with the same words apart. */
export interface Notice {
  readonly key: number;
  readonly message: string;
  /** Of one topic only the latest is shown. */
  readonly topic?: string;
}

export interface RefusedFile extends Notice {
  readonly name: string;
}

export interface AppState {
  readonly stage: Stage;
  readonly blocks: readonly Block[];
  /** Changes of core memory that wait for the person, oldest first. */
  readonly proposals: readonly Proposal[];
  /** Newest first. */
  readonly conversations: readonly Conversation[];
  /** What was deleted last, while it can be brought back. */
  readonly deletedChat: DeletedChat | null;
  /** What was done to a message a moment ago, while it can be taken back. */
  readonly offer: UndoOffer | null;
  /** `null` until the worker has answered. */
  readonly view: ConversationView | null;
  readonly documents: readonly LibraryDocument[];
  readonly intake: IntakeStatus;
  readonly model: ModelStatus;
  readonly models: ModelsState;
  readonly embedder: EmbedderStatus;
  /** How far a change of embedder is; `null` while there is none. */
  readonly embeddingChange: EmbeddingChange | null;
  /** What nobody waits for is put off. */
  readonly batteryIsLow: boolean;
  readonly storage: StorageStatus;
  readonly settings: AgentSettings;
  /** Why the worker is gone, once it is: nothing more can be stored until the page is reloaded. */
  readonly lost: string | null;
  /** Runs under way, and how the last one ended, by conversation. */
  readonly runs: Readonly<Record<string, Run>>;
  readonly endings: Readonly<Record<string, RunOutcome>>;
  /** How far documents are read, by document. */
  readonly reading: Readonly<Record<string, PageOfPages>>;
  /** Documents that are being read or embedded right now, each with the seconds left; `null` while not known. */
  readonly pace: Readonly<Record<string, number | null>>;
  /** Files on their way to the worker, by name. */
  readonly handed: readonly string[];
  /** Documents that came in, or failed, since the page was opened, until dismissed. */
  readonly arrivals: readonly string[];
  readonly refused: readonly RefusedFile[];
  readonly notices: readonly Notice[];
  /** Grows with each change of the notes, so that a list of them knows when to ask again. */
  readonly notesVersion: number;
  /** What the polite live region says. */
  readonly announcement: string;
  readonly nextKey: number;
}

export type AppAction =
  | { readonly type: 'started'; readonly snapshot: Snapshot }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'worker-lost'; readonly message: string }
  | { readonly type: 'pushed'; readonly push: AppPush }
  | { readonly type: 'models'; readonly change: ModelsChange }
  | { readonly type: 'view-opened'; readonly view: ConversationView }
  | ({ readonly type: 'earlier-read' } & EarlierRead)
  | { readonly type: 'chats'; readonly change: ChatsChange }
  | { readonly type: 'storage-known'; readonly storage: StorageStatus }
  | { readonly type: 'battery-changed'; readonly isLow: boolean }
  | { readonly type: 'settings-changed'; readonly settings: AgentSettings }
  | { readonly type: 'block-edited'; readonly block: Block }
  | { readonly type: 'proposal-settled'; readonly id: string }
  | ({ readonly type: 'attached' } & AttachedDocuments)
  | { readonly type: 'files-handed'; readonly names: readonly string[] }
  | { readonly type: 'file-settled'; readonly name: string }
  | { readonly type: 'file-refused'; readonly name: string; readonly message: string }
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'offer'; readonly offer: UndoOffer | null }
  | { readonly type: 'announced'; readonly text: string }
  | { readonly type: 'arrival-dismissed'; readonly id: string }
  | { readonly type: 'notice-dismissed'; readonly key: number };

export const initialState: AppState = {
  stage: { name: 'starting' },
  blocks: [],
  proposals: [],
  conversations: [],
  deletedChat: null,
  offer: null,
  view: null,
  documents: [],
  intake: { paused: false, offers: [] },
  model: { state: 'none' },
  models: initialModels,
  embedder: { state: 'asleep' },
  embeddingChange: null,
  batteryIsLow: false,
  storage: {
    kind: 'device',
    usedBytes: 0,
    modelBytes: 0,
    documentBytes: 0,
    quotaBytes: null,
    persisted: false,
  },
  settings: { heartbeatMinutes: null, readahead: true },
  lost: null,
  runs: {},
  endings: {},
  reading: {},
  pace: {},
  handed: [],
  arrivals: [],
  refused: [],
  notices: [],
  notesVersion: 0,
  announcement: '',
  nextKey: 1,
};

export function reduceApp(state: AppState, action: AppAction): AppState {
  switch (action.type) {
    case 'started': {
      const { current, agentName: _, ...known } = action.snapshot;
      const arrivals = unfinished(action.snapshot);
      return withView({ ...state, ...known, arrivals, stage: { name: 'ready' } }, current);
    }
    case 'failed':
      return { ...state, stage: { name: 'failed', message: action.message } };
    case 'worker-lost':
      return withWorkerLost(state, action.message);
    case 'pushed':
      return reducePush(state, action.push);
    case 'models':
      return { ...state, models: reduceModels(state.models, action.change) };
    case 'view-opened':
      return withView(state, action.view);
    case 'earlier-read':
      return changeView(state, action.conversationId, (view) => withEarlier(view, action));
    case 'chats':
      return reduceChats(state, action.change);
    case 'storage-known':
      return { ...state, storage: action.storage };
    case 'battery-changed':
      return { ...state, batteryIsLow: action.isLow };
    case 'settings-changed':
      return { ...state, settings: action.settings };
    case 'block-edited':
      return withBlock(state, action.block);
    case 'proposal-settled':
      return withoutProposal(state, action.id);
    case 'attached':
      return withAttached(state, action);
    case 'files-handed':
      return { ...state, handed: [...state.handed, ...action.names] };
    case 'file-settled':
      return { ...state, handed: withoutFirst(state.handed, action.name) };
    case 'file-refused':
      return withRefused(state, action.name, action.message);
    case 'notice':
      return withNotice(state, action.message);
    case 'offer':
      return withOffer(state, action.offer);
    case 'announced':
      return { ...state, announcement: action.text };
    case 'arrival-dismissed':
      return { ...state, arrivals: state.arrivals.filter((id) => id !== action.id) };
    case 'notice-dismissed':
      return {
        ...state,
        notices: state.notices.filter((it) => it.key !== action.key),
        refused: state.refused.filter((it) => it.key !== action.key),
      };
  }
}

function reducePush(state: AppState, push: AppPush): AppState {
  switch (push.type) {
    case 'waiting-for-tab':
      return { ...state, stage: { name: 'waiting-for-tab' } };
    case 'outdated':
      return { ...state, stage: { name: 'outdated' } };
    case 'run-start': {
      const run: Run = { runId: push.runId, phase: null, text: '', tidies: false };
      const runs = { ...state.runs, [push.conversationId]: run };
      return { ...state, runs, endings: without(state.endings, push.conversationId) };
    }
    case 'phase':
      return changeRun(state, push.conversationId, (run) => ({
        ...run,
        // A step that is tried again begins its reply anew.
        text: push.phase.name === 'reading' ? '' : run.text,
        phase: push.phase,
        tidies: run.tidies || push.phase.name === 'remembering',
      }));
    case 'reply-delta': {
      const next = changeRun(state, push.conversationId, (run) => ({ ...run, text: run.text + push.text }));
      const begins = state.runs[push.conversationId]?.text === '' && isCurrent(state, push.conversationId);
      return begins ? { ...next, announcement: 'Writing' } : next;
    }
    case 'message-added':
      return withMessage(state, push.message);
    case 'run-end':
      return withRunEnded(state, push.conversationId, push.runId, push.outcome);
    case 'conversation-changed':
      return reduceChats(state, push);
    case 'block-changed':
      return withBlock(state, push.block);
    case 'block-removed':
      return withoutBlock(state, push.label);
    case 'proposal-added':
      return withProposal(state, push.proposal);
    case 'proposal-settled':
      return withoutProposal(state, push.id);
    case 'note-added':
    case 'note-removed':
      return { ...state, notesVersion: state.notesVersion + 1 };
    case 'step-end':
      return changeView(state, push.step.conversationId, (view) => ({
        ...view,
        steps: [push.step, ...view.steps.filter((it) => it.id !== push.step.id)],
      }));
    case 'window-changed':
      return changeView(state, push.conversationId, (view) => ({ ...view, windowMap: push.map }));
    case 'message-changed':
      return changeView(state, push.message.conversationId, (view) => withMessageChanged(view, push.message));
    case 'flush':
      // What left the queue shows by the conversation's new summary, which travels on its own.
      return state;
    case 'branch':
      return withBranch(state, push);
    case 'document-changed':
    case 'document-removed':
    case 'document-pace':
    case 'document-rests':
    case 'document-progress':
    case 'intake-changed':
      return reduceIntake(state, push);
    case 'file-refused':
      return withRefused(state, push.name, push.message);
    case 'model-changed':
      return withModel(state, push.model);
    case 'model-files-changed': {
      const { id, files } = push;
      return { ...state, models: reduceModels(state.models, { type: 'files-known', id, files }) };
    }
    case 'model-check': {
      const { id, done } = push;
      return { ...state, models: reduceModels(state.models, { type: 'check-went', id, done }) };
    }
    case 'embedder-changed':
      return { ...state, embedder: push.embedder };
    case 'embedding-change':
      return { ...state, embeddingChange: push.change };
    case 'embedder-files-changed':
      // Whoever shows embedders follows their files.
      return state;
    case 'storage-changed':
      return { ...state, storage: push.storage };
    case 'notice':
      return withNotice(state, push.message);
    default:
      // A worker that is newer than the page may say what the page has no words for.
      push satisfies never;
      return state;
  }
}

function withView(state: AppState, view: ConversationView): AppState {
  const { conversation, partialReply } = view;
  const steps = [...view.steps].sort((a, b) => b.startedAt - a.startedAt);
  const conversations = withChat(state, conversation);
  // A reply that is under way is no reply kept in part.
  const underWay = partialReply !== null && state.runs[conversation.id]?.runId === partialReply.runId;
  const opened = { ...view, steps, partialReply: underWay ? null : partialReply };
  const before = isCurrent(state, conversation.id) ? state.view : null;
  return { ...state, view: before ? withNewer(opened, before) : opened, conversations };
}

function withBranch(
  state: AppState,
  { conversationId, undone }: Extract<AppPush, { type: 'branch' }>,
): AppState {
  if (!isCurrent(state, conversationId)) return state;
  const words = describeUndone(undone);
  return changeView(words === '' ? state : withNotice(state, words, 'undone'), conversationId, withoutOrphan);
}

function withMessage(state: AppState, message: Message): AppState {
  const { conversationId } = message;
  const next = changeView(state, conversationId, (view) => {
    // A reply that was kept in part is superseded by the whole one.
    const folded = view.partialReply?.runId === message.runId && said(message);
    return { ...placeMessage(view, message), partialReply: folded ? null : view.partialReply };
  });
  const ready = new Set(next.documents.filter((it) => it.state === 'ready').map((it) => it.id));
  // Whoever goes on talking has seen that the documents are in.
  if (spoken(message)) return { ...next, arrivals: next.arrivals.filter((id) => !ready.has(id)) };
  if (!said(message)) return next;
  const cleared = changeRun(next, conversationId, (run) => ({ ...run, text: '' }));
  const underWay = state.runs[conversationId] !== undefined;
  return !underWay && isCurrent(state, conversationId)
    ? { ...cleared, announcement: 'Answer ready' }
    : cleared;
}

function withModel(state: AppState, model: ModelStatus): AppState {
  const became = model.state !== state.model.state;
  // A failure announces itself where it is shown.
  const announcement = became && model.state === 'ready' ? `${model.row.name} is in use` : state.announcement;
  return { ...state, model, announcement };
}
