import { useSyncExternalStore } from 'react';
import type { OfflineState } from './offline-store.ts';
import { useApp } from './use-app.ts';

export function useOffline(): OfflineState {
  const { offline } = useApp();
  return useSyncExternalStore(offline.subscribe, offline.getState);
}
