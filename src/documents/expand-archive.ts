import type { DocumentProblem } from '../kernel/document.ts';
import { detectFormat } from './detect-format.ts';
import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import { MemoryBudget } from './memory-budget.ts';
import { ZipArchive } from './read-zip.ts';
import { ReadingStoppedError } from './reading-stopped-error.ts';
import type { ZipEntry } from './zip-directory.ts';

/** A file taken out of an archive. */
export interface ArchivedFile {
  /** Its own name, without folders. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ExpandedArchive {
  readonly files: readonly ArchivedFile[];
  /** What was not taken out, each with the reason for the person. */
  readonly refused: readonly { readonly name: string; readonly message: string }[];
}

const WHAT = 'This archive';

/**
 * The documents in a zip archive, those in archives within it included, but no deeper. Files of kinds that
 * can't be read are refused by name; what programs add for themselves is passed over.
 *
 * @param limit bytes that it may unpack to, all together
 * @throws ReadingStoppedError when the archive is damaged, locked, holds too much, or no document at all
 */
export async function expandArchive(
  bytes: Uint8Array,
  limit: number = documentLimits.inflatedBytes,
  budget: MemoryBudget = new MemoryBudget(),
): Promise<ExpandedArchive> {
  const expander = new Expander(budget);
  await expander.expand(bytes, limit, true);
  const { files, refused } = expander;
  if (files.length === 0) throw new ReadingStoppedError(documentProblems.noDocuments());
  return { files, refused };
}

class Expander {
  readonly files: ArchivedFile[] = [];
  readonly refused: { name: string; message: string }[] = [];
  readonly #budget: MemoryBudget;

  constructor(budget: MemoryBudget) {
    this.#budget = budget;
  }

  /** @returns bytes that were inflated */
  async expand(bytes: Uint8Array, limit: number, isOutermost: boolean): Promise<number> {
    const counts = ({ name, originalSize }: ZipEntry) =>
      !isHousekeeping(name) && originalSize <= documentLimits.bytes;
    const archive = new ZipArchive(bytes, WHAT, { limit, counts, budget: this.#budget });
    let inflated = 0;
    for (const entry of archive.entries.values()) {
      if (isHousekeeping(entry.name)) continue;
      if (this.files.length >= documentLimits.archiveFiles) {
        const count = documentLimits.archiveFiles.toLocaleString('en');
        throw new ReadingStoppedError(documentProblems.overLimit(`${WHAT} holds over ${count} documents`));
      }
      const contents = await this.#read(archive, entry);
      inflated += contents?.length ?? 0;
      if (contents)
        inflated += await this.#take(baseName(entry.name), contents, limit - inflated, isOutermost);
    }
    return inflated;
  }

  async #read(
    archive: ZipArchive,
    { name, originalSize }: ZipEntry,
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    // Such a file would be refused in any case, before it is inflated.
    if (originalSize > documentLimits.bytes) {
      this.#refuse(name, documentProblems.tooLarge(originalSize, documentLimits.bytes));
      return null;
    }
    return this.#unlessDamaged(name, () => archive.read(name));
  }

  #refuse(path: string, { message }: DocumentProblem): void {
    this.refused.push({ name: baseName(path), message });
  }

  /** What is damaged leaves the rest as it is; limits and locks are those of the whole archive. */
  async #unlessDamaged<T>(path: string, read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ReadingStoppedError) || error.problem.code !== 'unreadable') throw error;
      this.#refuse(path, error.problem);
      return null;
    }
  }

  async #take(
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    left: number,
    isOutermost: boolean,
  ): Promise<number> {
    const detected = detectFormat(name, bytes);
    if (!detected.ok) this.#refuse(name, detected.problem);
    else if (detected.format !== 'archive') this.files.push({ name, bytes });
    else if (!isOutermost) this.#refuse(name, documentProblems.nestedArchive());
    else return (await this.#unlessDamaged(name, () => this.expand(bytes, left, false))) ?? 0;
    return 0;
  }
}

/** What macOS and Windows put beside a person's files. */
function isHousekeeping(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
