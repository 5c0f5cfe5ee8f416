import { readXml } from './read-xml.ts';
import type { ZipArchive } from './read-zip.ts';

/** A reference from one part of an Office document to another. */
export interface OfficeRelationship {
  readonly id: string;
  /** The last word of its type, as "footnotes". */
  readonly type: string;
  /** Path of the part in the archive. */
  readonly target: string;
}

/** The parts that `part` refers to; `''` for the package itself. What lies outside the file is left out. */
export async function readRelationships(
  archive: ZipArchive,
  part: string,
): Promise<readonly OfficeRelationship[]> {
  const [folder, name] = [part.slice(0, part.lastIndexOf('/') + 1), part.slice(part.lastIndexOf('/') + 1)];
  const bytes = await archive.read(`${folder}_rels/${name}.rels`);
  const found: OfficeRelationship[] = [];
  if (!bytes) return found;
  await readXml(
    bytes,
    {
      open(element, { Id: id, Type: type = '', Target: target = '', TargetMode: mode }) {
        if (element !== 'Relationship' || id === undefined || mode === 'External') return;
        found.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: resolvePart(folder, target) });
      },
    },
    archive.budget,
  );
  return found;
}

/** The path in the archive that `target` names as seen from `folder`, which ends in a slash or is empty. */
export function resolvePart(folder: string, target: string): string {
  const path: string[] = [];
  const from = target.startsWith('/') ? target : folder + target;
  for (const step of from.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}
