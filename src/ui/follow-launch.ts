import type { NamedFile } from '../worker/model-files-protocol.ts';
import { takeSharedFiles } from './take-shared-files.ts';

/** What the app was started for: a place by name, as the address says it, or files to open. */
export type Launch = { readonly place: string } | { readonly files: readonly FileSystemHandle[] };

/** Where that leads. */
export interface LaunchTargets {
  readonly newChat: () => void;
  readonly openLibrary: () => void;
  readonly takeFiles: (files: readonly NamedFile[]) => void;
  readonly say: (message: string) => void;
}

/** Opens the place, or takes the files in; a place that is not known is passed over. */
export async function followLaunch(launch: Launch, targets: LaunchTargets): Promise<void> {
  if ('files' in launch) {
    const files = await Promise.all(launch.files.filter(isFile).map((it) => it.getFile()));
    return targets.takeFiles(files.map((file) => ({ path: file.name, file })));
  }
  switch (launch.place) {
    case 'new-chat':
      return targets.newChat();
    case 'library':
      return targets.openLibrary();
    case 'shared':
      return targets.takeFiles(await takeSharedFiles());
    case 'not-shared':
      return targets.say(
        'What was shared could not be kept: the browser has no more space for Pagefile. Nothing else was lost.',
      );
  }
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}
