import { createAnswerer } from './answer-request.ts';
import { DownloadError } from './download-file.ts';
import { createFileStore } from './file-store.ts';
import { keepSharedFiles } from './keep-shared-files.ts';
import type {
  CacheGroupReply,
  GroupName,
  PageLockPrefix,
  ServiceWorkerRequest,
  SharedCacheName,
} from './messages.ts';
import type { OfflineFile } from './offline-file.ts';

/*
 * The offline shell. It stores the app's own files and, until a page takes them, files shared with the app, and
 * nothing else: no other cache is read or touched, and requests to other origins pass it by. A new version waits
 * until a page sends SKIP_WAITING.
 */

declare const self: ServiceWorkerGlobalScope;
/** Every file of this build; put in by the build, so that a change of any file is a new version. */
declare const __OFFLINE_FILES__: readonly OfflineFile[];

const pageLockPrefix: PageLockPrefix = 'pagefile-page:';
const sharedCache: SharedCacheName = 'pagefile-shared';
const scope = self.registration.scope;
/** Where the manifest lets the system's share menu hand files over. */
const shareAddress = new URL('share', scope).href;
const fetchFromNetwork = (request: Request) => fetch(request);
const store = createFileStore({
  files: __OFFLINE_FILES__,
  scope,
  openCache: () => caches.open('pagefile-files'),
  fetch: fetchFromNetwork,
});
const answer = createAnswerer({ store, scope, fetch: fetchFromNetwork });

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'POST' && request.url === shareAddress) event.respondWith(takeShare(request));
  else if (request.method === 'GET' && new URL(request.url).origin === self.location.origin) {
    event.respondWith(answer(request));
  }
});

self.addEventListener('message', (event) => {
  const request = event.data as ServiceWorkerRequest;
  const port = event.ports[0];
  if (request.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  else if (request.type === 'page-ready') event.waitUntil(removeStale());
  else if (!port) return;
  else if (request.type === 'group-status') event.waitUntil(sendGroupStates(port));
  else if (request.type === 'cache-group') event.waitUntil(cacheGroup(request.group, port));
});

/** A group once wanted offline is brought to this version as well; failing that, it is fetched when used. */
async function install(): Promise<void> {
  await store.storeGroup('shell');
  for (const group of await store.wantedGroups()) await store.storeGroup(group).catch(() => {});
}

async function activate(): Promise<void> {
  await self.clients.claim();
  await removeStale();
}

/** Waits while pages of an older version are open, which may yet ask for their files, or a newer is at hand. */
async function removeStale(): Promise<void> {
  if (self.registration.installing || self.registration.waiting) return;
  const { held = [] } = await navigator.locks.query();
  const pages = held.flatMap(({ name }) =>
    name?.startsWith(pageLockPrefix) ? [name.slice(pageLockPrefix.length)] : [],
  );
  if (pages.every((address) => store.fileAt(address) !== null)) await store.removeStale();
}

/** The files stay on this device: the page that opens next takes them. */
async function takeShare(request: Request): Promise<Response> {
  const openCache = () => caches.open(sharedCache);
  const newAddress = () => new URL(`shared/${crypto.randomUUID()}`, scope).href;
  const place = await keepSharedFiles(request, { openCache, newAddress }).then(
    () => 'shared',
    () => 'not-shared',
  );
  return Response.redirect(new URL(`./?go=${place}`, scope), 303);
}

async function sendGroupStates(port: MessagePort): Promise<void> {
  port.postMessage(await store.groupStates());
}

async function cacheGroup(group: GroupName, port: MessagePort): Promise<void> {
  const reply = (message: CacheGroupReply) => port.postMessage(message);
  try {
    await store.storeGroup(group, (bytes, total) => reply({ type: 'progress', bytes, total }));
    reply({ type: 'done' });
  } catch (error) {
    const code = error instanceof DownloadError ? error.code : 'interrupted';
    const message = error instanceof Error ? error.message : String(error);
    reply({ type: 'failed', failure: { code, message } });
  }
}
