import type { Proposal } from '../kernel/proposal.ts';
import type { RunOutcome } from '../kernel/trace.ts';
import type { AppState } from './app-state.ts';
import { describeOutcome } from './describe-outcome.ts';

const waits = 'A change of memory waits for you';

/** With a change of core memory that waits for the person; said aloud once. */
export function withProposal(state: AppState, proposal: Proposal): AppState {
  const known = state.proposals.some((it) => it.id === proposal.id);
  if (known) {
    return { ...state, proposals: state.proposals.map((it) => (it.id === proposal.id ? proposal : it)) };
  }
  const proposals = [...state.proposals, proposal].sort((a, b) => a.at - b.at);
  return { ...state, proposals, announcement: waits };
}

/** Without one that was accepted, dismissed, or went with its answer. */
export function withoutProposal(state: AppState, id: string): AppState {
  if (!state.proposals.some((it) => it.id === id)) return state;
  return { ...state, proposals: state.proposals.filter((it) => it.id !== id) };
}

/** How a run ended, and what of it is left to the person. */
export function announceEnd({ proposals }: AppState, runId: string, outcome: RunOutcome): string {
  const news = [describeOutcome(outcome), proposals.some((it) => it.runId === runId) ? waits : ''];
  return news.filter((it) => it !== '').join('. ');
}
