import { use, useSyncExternalStore } from 'react';
import { type AppBinding, AppContext } from './app-context.ts';
import type { AppState } from './app-state.ts';

export function useApp(): AppBinding {
  const app = use(AppContext);
  if (!app) throw new Error('There is no app around this component.');
  return app;
}

/** A part of the app's state. `select` must pick, not build: what it returns is compared by identity. */
export function useAppState<Part>(select: (state: AppState) => Part): Part {
  const { store } = useApp();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
