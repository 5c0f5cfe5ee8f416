import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BuiltFile {
  readonly url: string;
  readonly bytes: number;
  readonly revision: string;
}

/** What a build says of its offline groups (scripts/offline-groups.mjs). */
export function offlineGroups(
  dir: string,
): Record<
  'shell' | 'documents' | 'embedder' | 'model' | 'cpu' | 'compat',
  { bytes: number; files: BuiltFile[] }
> {
  return JSON.parse(readFileSync(join(dir, 'offline-groups.json'), 'utf8'));
}
