import type { RunOutcome } from '../kernel/trace.ts';
import type { AppState, Run } from './app-state.ts';
import { changeView, isCurrent } from './open-view.ts';
import { announceEnd } from './proposal-state.ts';
import { without } from './without.ts';

/** Changes a chat's run under way; nothing changes where there is none. */
export function changeRun(state: AppState, conversationId: string, change: (run: Run) => Run): AppState {
  const run = state.runs[conversationId];
  if (!run) return state;
  return { ...state, runs: { ...state.runs, [conversationId]: change(run) } };
}

/** A run came to its end: what was shown of its answer stays, and how it ended is told. */
export function withRunEnded(
  state: AppState,
  conversationId: string,
  runId: string,
  outcome: RunOutcome,
): AppState {
  const text = state.runs[conversationId]?.text ?? '';
  const next: AppState = {
    ...state,
    runs: without(state.runs, conversationId),
    endings: { ...state.endings, [conversationId]: outcome },
    announcement: isCurrent(state, conversationId) ? announceEnd(state, runId, outcome) : state.announcement,
  };
  if (text === '') return next;
  // Words that were shown are not taken back, even where the worker folded them into no message.
  return changeView(next, conversationId, (view) => ({
    ...view,
    partialReply: { conversationId, runId, text, at: view.partialReply?.at ?? view.conversation.updatedAt },
  }));
}

/** Before the app is ready there is nothing to show; after that, all that is on the page stays to be read. */
export function withWorkerLost(state: AppState, message: string): AppState {
  const { name } = state.stage;
  if (name === 'outdated') return state;
  if (name !== 'ready') return { ...state, stage: { name: 'failed', message } };
  const stopped = Object.entries(state.runs).reduce(
    (before, [id, { runId }]) => withRunEnded(before, id, runId, { type: 'stopped' }),
    state,
  );
  return { ...stopped, lost: message, announcement: '' };
}
