import { formatPercent } from './format-count.ts';
import { type FilesState, type ModelsState, modelName } from './models-state.ts';

/** A model that is on its way to this device. */
export type Getting =
  | { readonly type: 'files'; readonly name: string; readonly files: FilesState }
  | { readonly type: 'import'; readonly name: string };

/** What is told first when several are on their way. */
const moving: readonly FilesState['state'][] = ['downloading', 'verifying'];

/**
 * The model on its way that is worth telling of, if any; `inUse`: one is at work already, so that one which is
 * paused can wait to be asked about.
 */
export function findGetting(models: ModelsState, inUse: boolean): Getting | null {
  for (const state of inUse ? moving : [...moving, 'paused']) {
    const [id, files] = Object.entries(models.files).find(([, it]) => it.state === state) ?? [];
    if (id !== undefined && files) return { type: 'files', name: modelName(models, id), files };
  }
  const copied = models.imports.find((it) => it.problem === '');
  return copied ? { type: 'import', name: copied.name } : null;
}

/** "Getting Qwen 2.5 1.5B 43%"; on a phone "43%". */
export function describeGetting(getting: Getting, short = false): string {
  const { name } = getting;
  if (getting.type === 'import') return short ? 'Copying' : `Copying ${name}`;
  const { files } = getting;
  const fraction = fractionOf(files);
  const percent = fraction === null ? '' : formatPercent(fraction);
  switch (files.state) {
    case 'downloading':
      if (files.isWaiting) return short ? 'Waiting' : `Waiting for the connection, ${percent || name}`;
      return short ? percent || 'Getting' : `Getting ${name} ${percent}`.trimEnd();
    case 'verifying':
      return short ? percent : `Checking ${name} ${percent}`;
    case 'paused':
      return short ? 'Paused' : `${name} paused ${percent && `at ${percent}`}`.trimEnd();
    default:
      return name;
  }
}

/** How far it is, from 0 to 1; `null` where that can't be told. Rounded down: 100% is what is done. */
export function fractionOf(files: FilesState): number | null {
  switch (files.state) {
    case 'verifying':
      return roundDown(files.fraction);
    case 'downloading':
    case 'paused': {
      const { receivedBytes, totalBytes } = files;
      return totalBytes === null || totalBytes === 0 ? null : roundDown(receivedBytes / totalBytes);
    }
    default:
      return null;
  }
}

function roundDown(fraction: number): number {
  return Math.floor(Math.min(1, fraction) * 100) / 100;
}
