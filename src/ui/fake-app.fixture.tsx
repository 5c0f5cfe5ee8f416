import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { vi } from 'vitest';
import type { AppClient } from '../worker/app-client.ts';
import type { AppPush, AppRequests, ConversationView, Snapshot } from '../worker/app-protocol.ts';
import { createAppActions } from './app-actions.ts';
import { type AppBinding, AppContext } from './app-context.ts';
import { initialState } from './app-state.ts';
import { createAppStore } from './app-store.ts';
import * as data from './gallery-data.fixture.ts';
import { type Navigation, NavigationContext } from './navigation.ts';
import { createOfflineStore, type GroupName, type OfflineService } from './offline-store.ts';

export type Answers = {
  [Name in keyof AppRequests]?: (
    params: AppRequests[Name]['params'],
  ) => AppRequests[Name]['result'] | Promise<AppRequests[Name]['result']>;
};

const view: ConversationView = {
  conversation: data.conversation({ id: 'c1', title: '' }),
  messages: [],
  hasEarlier: false,
  windowMap: data.map,
  steps: [],
  partialReply: null,
  draft: '',
  versions: {},
};

export const snapshot: Snapshot = {
  agentName: '',
  settings: { heartbeatMinutes: null, readahead: true },
  blocks: data.blocks,
  proposals: [],
  conversations: [view.conversation],
  current: view,
  documents: [],
  model: { state: 'none' },
  embedder: { state: 'asleep' },
  embeddingChange: null,
  intake: { paused: false, offers: [] },
  storage: initialState.storage,
};

/** A page around a worker that answers as told, for components to stand in. What it was asked is in `asked`. */
export function createFakeApp(
  answers: Answers,
  start: Partial<Snapshot> = {},
  service: Partial<OfflineService> = {},
) {
  const listeners = new Set<(push: AppPush) => void>();
  const asked: { readonly name: keyof AppRequests; readonly params: unknown }[] = [];
  const defaults: Answers = {
    storage: () => store.getState().storage,
    overlongBlocks: () => [],
    blockEdits: () => [],
    recallTimeline: () => ({ hits: [], page: 1, pages: 1, total: 0, byMeaning: false }),
  };
  const client: AppClient = {
    async call(name, params) {
      asked.push({ name, params });
      const answer = { ...defaults, ...answers }[name] as ((params: unknown) => unknown) | undefined;
      return ((await answer?.(params)) ?? null) as never;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {},
  };
  const cached: GroupName[] = [];
  const part = (bytes: number) => ({ bytes, cachedBytes: 0, complete: false });
  const store = createAppStore(client);
  const offline = createOfflineStore({
    registerServiceWorker: async () => ({ available: true }),
    applyUpdate: async () => {},
    async cacheGroup(group) {
      cached.push(group);
      return { done: true };
    },
    groupStatus: async () => ({
      documents: part(1_600_000),
      embedder: part(34_000_000),
      model: part(6_000_000),
      cpu: part(12_400_000),
      compat: part(16_000_000),
    }),
    ...service,
  });
  const app: AppBinding = { store, actions: createAppActions(store, () => {}), offline };
  const navigation = {
    openReader: vi.fn(),
    openModels: vi.fn(),
    openOffline: vi.fn(),
    openSettings: vi.fn(),
    openSearch: vi.fn(),
    openShortcuts: vi.fn(),
    openLink: vi.fn(),
    openMemory: vi.fn(),
    editBlock: vi.fn(),
    openLibrary: vi.fn(),
    toggleRail: vi.fn(),
    toggleMemory: vi.fn(),
    newChat: vi.fn(),
    openChat: vi.fn(),
  } satisfies Navigation;
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  void offline.start();
  store.dispatch({ type: 'started', snapshot: { ...snapshot, ...start } });

  return {
    store,
    navigation,
    asked,
    /** Groups of the app's own files that were asked to be kept. */
    cached,
    /** What the worker was asked under this name, oldest first. */
    askedFor: (name: keyof AppRequests) => asked.filter((it) => it.name === name).map((it) => it.params),
    push: (push: AppPush) => listeners.forEach((listener) => void listener(push)),
    draw(content: ReactNode): void {
      root.render(
        <AppContext value={app}>
          <NavigationContext value={navigation}>{content}</NavigationContext>
        </AppContext>,
      );
    },
    remove(): void {
      root.unmount();
      host.remove();
    },
  };
}

export type FakeApp = ReturnType<typeof createFakeApp>;
