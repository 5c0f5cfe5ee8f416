import { createContext } from 'react';
import type { AppActions } from './app-actions.ts';
import type { AppStore } from './app-store.ts';
import type { OfflineStore } from './offline-store.ts';

/** The app's parts that components reach for; set once by main.tsx. */
export interface AppBinding {
  readonly store: AppStore;
  readonly actions: AppActions;
  readonly offline: OfflineStore;
}

export const AppContext = createContext<AppBinding | null>(null);
