import type { GroupName } from './messages.ts';

/** A file of the build, as the build lists it (scripts/offline-groups.mjs). */
export interface OfflineFile {
  /** Relative to the app's root. */
  readonly url: string;
  readonly bytes: number;
  /** SHA-256 of the content in hexadecimal digits: what is stored is what was built. */
  readonly revision: string;
  /** `shell` is stored at install; a file may belong to several groups. */
  readonly groups: readonly ('shell' | GroupName)[];
}
