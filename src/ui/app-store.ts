import type { AppClient } from '../worker/app-client.ts';
import type { AppPush } from '../worker/app-protocol.ts';
import { type AppAction, type AppState, initialState, reduceApp } from './app-state.ts';

export interface AppStore {
  readonly client: AppClient;
  getState(): AppState;
  dispatch(action: AppAction): void;
  subscribe(listener: () => void): () => void;
}

/** Milliseconds. */
const EVERY = 50;

type ReplyDelta = Extract<AppPush, { type: 'reply-delta' }>;

/**
 * Binds the worker's pushes to the reducer. A model may write a hundred pieces of text a second: they are gathered
 * and applied twenty times a second, which is as often as anyone sees words come, as each drawing costs about as much
 * as any other; but always before whatever is pushed after them.
 *
 * @param later calls back when it is time to apply what was gathered
 */
export function createAppStore(
  client: AppClient,
  later: (callback: () => void) => void = (callback) => void setTimeout(callback, EVERY),
): AppStore {
  let state = initialState;
  let gathered: ReplyDelta | null = null;
  const listeners = new Set<() => void>();

  function dispatch(action: AppAction): void {
    const next = reduceApp(state, action);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function applyGathered(): void {
    if (!gathered) return;
    const push = gathered;
    gathered = null;
    dispatch({ type: 'pushed', push });
  }

  function gather(push: ReplyDelta): void {
    if (gathered?.runId === push.runId) {
      gathered = { ...push, text: gathered.text + push.text };
      return;
    }
    applyGathered();
    gathered = push;
    later(applyGathered);
  }

  client.subscribe((push) => {
    if (push.type === 'reply-delta') return gather(push);
    applyGathered();
    dispatch({ type: 'pushed', push });
  });

  return {
    client,
    getState: () => state,
    dispatch,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
