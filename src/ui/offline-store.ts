import type * as serviceWorkerClient from './register-service-worker.ts';

/** The service worker as the page sees it; injected, so that the gallery and tests need none. */
export type OfflineService = Pick<
  typeof serviceWorkerClient,
  'registerServiceWorker' | 'applyUpdate' | 'cacheGroup' | 'groupStatus'
>;
export type GroupStates = NonNullable<Awaited<ReturnType<OfflineService['groupStatus']>>>;
export type GroupName = keyof GroupStates;

export interface OfflineState {
  /** `null` until known; else why there is no offline mode, or '' when there is one. */
  readonly unavailable: string | null;
  readonly groups: GroupStates | null;
  /**
   * `waiting`: stored, and switched to on the person's word. `asked`: that was given, and it comes as soon as no tab
   * is at work. `active`: another tab has switched.
   */
  readonly update: 'none' | 'waiting' | 'asked' | 'active';
  /** The download under way, in bytes. */
  readonly download: { readonly bytes: number; readonly total: number } | null;
  readonly failure: string | null;
}

export interface OfflineStore {
  getState(): OfflineState;
  subscribe(listener: () => void): () => void;
  start(): Promise<void>;
  /** Looks again at what lies on this device. */
  check(): Promise<void>;
  /** Downloads what is missing of these groups, one after the other; a failure stays in the state. */
  cache(groups: readonly GroupName[]): Promise<void>;
  /** Switches to the waiting version and reloads this tab, once no tab is at work. */
  applyUpdate(): void;
}

export function createOfflineStore(service: OfflineService): OfflineStore {
  let state: OfflineState = {
    unavailable: null,
    groups: null,
    update: 'none',
    download: null,
    failure: null,
  };
  const listeners = new Set<() => void>();
  let queue = Promise.resolve();

  function set(change: Partial<OfflineState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  async function refresh(): Promise<void> {
    set({ groups: await service.groupStatus() });
  }

  async function register(): Promise<void> {
    const support = await service.registerServiceWorker({
      onUpdateWaiting: () => set({ update: 'waiting' }),
      onNewVersionActive: () => set({ update: 'active' }),
    });
    set({ unavailable: support.available ? '' : support.message });
    await refresh();
  }

  /** One after the other: a download that is asked for at the start waits for the service worker. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = queue.then(work);
    queue = done.catch(() => {});
    return done;
  }

  async function download(names: readonly GroupName[]): Promise<void> {
    if (state.unavailable) return;
    if (!state.groups) await refresh();
    const missing = names.filter((name) => !state.groups?.[name].complete);
    const sum = (part: 'bytes' | 'cachedBytes') =>
      missing.reduce((total, name) => total + (state.groups?.[name][part] ?? 0), 0);
    const total = sum('bytes');
    let before = 0;
    set({ failure: null, download: missing.length > 0 ? { bytes: sum('cachedBytes'), total } : null });
    for (const name of missing) {
      const result = await service.cacheGroup(name, (bytes) =>
        set({ download: { bytes: before + bytes, total } }),
      );
      if (!result.done) {
        set({ failure: result.failure.message });
        break;
      }
      before += state.groups?.[name].bytes ?? 0;
    }
    set({ download: null });
    await refresh();
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: () => inTurn(register),
    check: () => inTurn(refresh),
    cache: (names) => inTurn(() => download(names)),
    applyUpdate() {
      set({ update: 'asked' });
      void service.applyUpdate();
    },
  };
}
