/*
 * What page and service worker say to each other. The page imports these types and nothing else from here.
 */

/**
 * Parts of the app beyond the shell, downloaded when first needed or on request. `model` is the engine on the
 * graphics processor, `cpu` the one on the processor with the practice model, `compat` the latter's build for
 * browsers that lack what it needs.
 */
export type GroupName = 'documents' | 'embedder' | 'model' | 'cpu' | 'compat';

export interface GroupState {
  readonly bytes: number;
  readonly cachedBytes: number;
  /** All of it is on this device: it works offline. */
  readonly complete: boolean;
}
export type GroupStates = Readonly<Record<GroupName, GroupState>>;

/**
 * Why files could not be stored. Those already stored stay, and the next attempt goes on from there.
 *
 * - `unreachable`: the network or the server did not answer.
 * - `refused`: the server answered with an error status.
 * - `changed`: the server has other bytes than this version of the app was built with.
 * - `storage-full`: the browser grants no more space.
 * - `interrupted`: the service worker stopped answering.
 */
export interface OfflineFailure {
  readonly code: 'unreachable' | 'refused' | 'changed' | 'storage-full' | 'interrupted';
  /** For the person: what happened, what was kept, what to do. */
  readonly message: string;
}

export type ServiceWorkerRequest =
  /** Take over from the version that runs now. Sent on the person's word only. */
  | { readonly type: 'SKIP_WAITING' }
  /** A page has loaded; files of older versions may go if no older page is left. */
  | { readonly type: 'page-ready' }
  /** Answered on the message's port by `GroupStates`. */
  | { readonly type: 'group-status' }
  /** Answered on the message's port by `CacheGroupReply`s, the last being `done` or `failed`. */
  | { readonly type: 'cache-group'; readonly group: GroupName };

export type CacheGroupReply =
  | { readonly type: 'progress'; readonly bytes: number; readonly total: number }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly failure: OfflineFailure };

/**
 * A page holds the shared Web Lock of this prefix and its own script's address for as long as it lives, from
 * which the service worker knows whether pages of an older version are still open.
 */
export type PageLockPrefix = 'pagefile-page:';

/** The cache in which files wait that were shared with the app, until a page takes them. */
export type SharedCacheName = 'pagefile-shared';
/** The header of such a file that holds its name, percent-encoded. */
export type SharedNameHeader = 'X-File-Name';
