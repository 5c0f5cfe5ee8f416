import type { AppState } from './app-state.ts';
import { withoutFirst } from './without.ts';

/** With a file that was not taken in, and why. */
export function withRefused(state: AppState, name: string, message: string): AppState {
  const refused = [...state.refused, { key: state.nextKey, name, message }];
  return { ...state, refused, handed: withoutFirst(state.handed, name), nextKey: state.nextKey + 1 };
}

/** With something said once; of one `topic` only the latest stays. */
export function withNotice(state: AppState, message: string, topic?: string): AppState {
  if (state.notices.some((it) => it.message === message)) return state;
  const others = topic ? state.notices.filter((it) => it.topic !== topic) : state.notices;
  const notices = [...others, { key: state.nextKey, message, ...(topic && { topic }) }];
  return { ...state, notices, nextKey: state.nextKey + 1 };
}
