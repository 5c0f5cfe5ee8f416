import type {
  CacheGroupReply,
  GroupName,
  GroupStates,
  OfflineFailure,
  PageLockPrefix,
  ServiceWorkerRequest,
} from '../service-worker/messages.ts';
import { onceAllRest } from './work-lock.ts';

/*
 * The page's side of the service worker: registration, updates by prompt, and the parts of the app that are
 * downloaded on request. Nothing here throws or rejects for want of a service worker; it is said by value.
 */

export interface UpdateEvents {
  /** A newer version is stored and waits. Nothing changes until `applyUpdate`. */
  onUpdateWaiting(): void;
  /** Another tab has switched to a newer version. This page goes on running as it is; reload when idle. */
  onNewVersionActive(): void;
}

export type OfflineSupport =
  | { readonly available: true }
  | {
      readonly available: false;
      /** `development`: the dev server has none. `failed`: this browser has them, but refused or failed. */
      readonly reason: 'development' | 'unsupported' | 'failed';
      /** For the person. */
      readonly message: string;
    };

export type CacheGroupResult =
  | { readonly done: true }
  | { readonly done: false; readonly failure: OfflineFailure };

type Unavailable = Extract<OfflineSupport, { available: false }>;

const pageLockPrefix: PageLockPrefix = 'pagefile-page:';
/** How long the service worker may be silent before a download counts as interrupted. */
const silenceLimit = 30_000;
const updateCheckInterval = 3_600_000;

let registered: Promise<ServiceWorkerRegistration | Unavailable> | null = null;
let reloadOnNewVersion = false;

/** Registers once per page; call it at start. A second call only tells the result again. */
export async function registerServiceWorker(events: UpdateEvents): Promise<OfflineSupport> {
  registered ??= register(events);
  const registration = await registered;
  return 'scope' in registration ? { available: true } : registration;
}

/**
 * Switches to the waiting version and reloads this tab, as soon as no tab is at work. Other tabs are told and left
 * alone.
 */
export async function applyUpdate(): Promise<void> {
  const registration = await registered;
  await onceAllRest(() => {
    const waiting = registration && 'scope' in registration ? registration.waiting : null;
    reloadOnNewVersion = true;
    if (waiting) send(waiting, { type: 'SKIP_WAITING' });
    else location.reload();
  });
}

/** Downloads a group to be used offline; resumes where an earlier attempt stopped. */
export async function cacheGroup(
  group: GroupName,
  onProgress: (bytes: number, total: number) => void = () => {},
): Promise<CacheGroupResult> {
  const worker = await activeWorker();
  if (!(worker instanceof ServiceWorker)) return interrupted(worker.message);
  return await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const finish = (result: CacheGroupResult) => {
      clearTimeout(timer);
      port1.close();
      resolve(result);
    };
    const expectReply = () => {
      clearTimeout(timer);
      timer = setTimeout(() => finish(interrupted('The download stopped.')), silenceLimit);
    };
    port1.onmessage = ({ data }: MessageEvent<CacheGroupReply>) => {
      expectReply();
      if (data.type === 'progress') onProgress(data.bytes, data.total);
      else finish(data.type === 'done' ? { done: true } : { done: false, failure: data.failure });
    };
    expectReply();
    send(worker, { type: 'cache-group', group }, [port2]);
  });
}

/** What each group weighs and how much of it is here; without a service worker nothing is. */
export async function groupStatus(): Promise<GroupStates | null> {
  const worker = await activeWorker();
  if (!(worker instanceof ServiceWorker)) return await groupSizes();
  return await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<GroupStates>) => {
      port1.close();
      resolve(data);
    };
    send(worker, { type: 'group-status' }, [port2]);
  });
}

async function register(events: UpdateEvents): Promise<ServiceWorkerRegistration | Unavailable> {
  if (import.meta.env.DEV) return unavailable('development', 'The development server has no offline mode.');
  if (!('serviceWorker' in navigator)) {
    return unavailable('unsupported', 'This browser offers no offline mode here. Everything else works.');
  }
  holdPageLock();
  listenForNewVersion(events);
  try {
    const address = new URL('service-worker.js', document.baseURI);
    const registration = await navigator.serviceWorker.register(address, { updateViaCache: 'none' });
    watchForUpdates(registration, events);
    void activeWorker().then((worker) => {
      if (worker instanceof ServiceWorker) send(worker, { type: 'page-ready' });
    });
    return registration;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return unavailable('failed', `Offline mode could not be set up. Everything else works. (${detail})`);
  }
}

function unavailable(reason: Unavailable['reason'], message: string): Unavailable {
  return { available: false, reason, message };
}

/** The lock tells the service worker that this version's files may still be asked for. */
function holdPageLock(): void {
  const forever = new Promise<never>(() => {});
  void navigator.locks?.request(pageLockPrefix + import.meta.url, { mode: 'shared' }, () => forever);
}

function listenForNewVersion(events: UpdateEvents): void {
  let hadController = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (reloadOnNewVersion) location.reload();
    // The first service worker takes charge of a page that has none: that is no new version.
    else if (hadController) events.onNewVersionActive();
    hadController = true;
  });
}

function watchForUpdates(registration: ServiceWorkerRegistration, events: UpdateEvents): void {
  if (registration.waiting && registration.active) events.onUpdateWaiting();
  registration.addEventListener('updatefound', () => {
    const installing = registration.installing;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed' && registration.active) events.onUpdateWaiting();
    });
  });
  // A tab that is never closed would otherwise never look for a new version.
  let lastCheck = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || Date.now() - lastCheck < updateCheckInterval) return;
    lastCheck = Date.now();
    void registration.update().catch(() => {});
  });
}

/** The service worker in charge, once there is one. */
async function activeWorker(): Promise<ServiceWorker | Unavailable> {
  const registration = await (registered ?? unavailable('failed', 'Offline mode has not been set up.'));
  if (!('scope' in registration)) return registration;
  if (registration.active) return registration.active;
  const coming = registration.installing ?? registration.waiting;
  return await new Promise((resolve) => {
    const check = () => {
      if (coming?.state === 'activated' || registration.active)
        resolve(registration.active ?? coming ?? failed);
      else if (!coming || coming.state === 'redundant') resolve(failed);
    };
    const failed = unavailable('failed', 'Offline mode could not be set up. Reload to try again.');
    coming?.addEventListener('statechange', check);
    check();
  });
}

/** From the build's list, where no service worker can say more. */
async function groupSizes(): Promise<GroupStates | null> {
  try {
    const response = await fetch(new URL('offline-groups.json', document.baseURI));
    const groups = (await response.json()) as Record<GroupName, { readonly bytes: number }>;
    const state = (group: GroupName) => ({ bytes: groups[group].bytes, cachedBytes: 0, complete: false });
    return {
      documents: state('documents'),
      embedder: state('embedder'),
      model: state('model'),
      cpu: state('cpu'),
      compat: state('compat'),
    };
  } catch {
    return null;
  }
}

function interrupted(what: string): CacheGroupResult {
  const message = `${what} What was already downloaded is kept. Reload and try again.`;
  return { done: false, failure: { code: 'interrupted', message } };
}

function send(worker: ServiceWorker, message: ServiceWorkerRequest, ports: Transferable[] = []): void {
  worker.postMessage(message, ports);
}
