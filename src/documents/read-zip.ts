import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import { MemoryBudget } from './memory-budget.ts';
import { ReadingStoppedError } from './reading-stopped-error.ts';
import { listZip, type ZipEntry } from './zip-directory.ts';

/** Compressed bytes inflated at a time: at most a thousand times as many come out before they are counted. */
const STEP = 16 * 1024;
/** The most that deflate makes of one byte. */
const MOST_DEFLATED = 1032;

export interface ZipArchiveOptions {
  /** Bytes that it may inflate to, all together. */
  readonly limit?: number;
  /** Whether an entry is going to be asked for, as pictures are not; what it claims counts then. */
  readonly counts?: (entry: ZipEntry) => boolean;
  readonly budget?: MemoryBudget;
}

/** Whether an entry is text in markup, of which office documents and e-books are read. */
export function isMarkup({ name }: ZipEntry): boolean {
  return /\.(?:xml|rels|opf|ncx|x?html?)$/i.test(name);
}

/** An archive in memory, of which entries are inflated one by one and counted against a common limit. */
export class ZipArchive {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly #bytes: Uint8Array;
  readonly #what: string;
  readonly #limit: number;
  /** What is read of it counts against this, and so should what is made of that. */
  readonly budget: MemoryBudget;
  #left: number;

  /**
   * @param what what the person is told of, as "This Word document"
   * @throws ReadingStoppedError when its directory can't be read, lists too much, or claims to inflate to too much
   */
  constructor(bytes: Uint8Array, what: string, options: ZipArchiveOptions = {}) {
    const {
      limit = documentLimits.inflatedBytes,
      counts = () => true,
      budget = new MemoryBudget(),
    } = options;
    this.#bytes = bytes;
    this.#what = what;
    this.#limit = limit;
    this.budget = budget;
    this.#left = limit;
    const directory = listZip(bytes);
    if (!directory) throw this.#damaged();
    if (!directory.isWhole) {
      const count = documentLimits.zipEntries.toLocaleString('en');
      throw new ReadingStoppedError(documentProblems.overLimit(`${what} holds over ${count} files`));
    }
    const { entries } = directory;
    const claimed = entries.filter(counts).reduce((sum, { originalSize }) => sum + originalSize, 0);
    if (claimed > limit) throw this.#tooLarge();
    this.entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  /**
   * An entry's contents; `null` when there is none of that name. Sizes are counted as they come out, since
   * what the directory says of them may be a lie.
   *
   * @throws ReadingStoppedError when it is damaged, encrypted, or inflates to more than is left of the limit
   */
  async read(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const entry = this.entries.get(name);
    if (!entry) return null;
    if (entry.isEncrypted) throw new ReadingStoppedError(documentProblems.encryptedArchive());
    if (entry.originalSize > this.#left) throw this.#tooLarge();
    const data = this.#dataOf(entry);
    // Room is made for what the entry claims: it must be able to fill it.
    if (entry.originalSize > data.length * (entry.method === 0 ? 1 : MOST_DEFLATED)) throw this.#damaged();
    this.budget.take(entry.originalSize);
    const contents = entry.method === 0 ? data.slice() : await this.#inflate(data, entry);
    if (contents.length !== entry.originalSize) throw this.#damaged();
    this.#left -= contents.length;
    return contents;
  }

  #dataOf({ offset, size, method }: ZipEntry): Uint8Array {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
    const isSound =
      offset >= 0 && offset + 30 <= view.byteLength && view.getUint32(offset, true) === 0x04034b50;
    if (!isSound || (method !== 0 && method !== 8)) throw this.#damaged();
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (start + size > view.byteLength) throw this.#damaged();
    return this.#bytes.subarray(start, start + size);
  }

  async #inflate(data: Uint8Array, { originalSize }: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
    const { Inflate } = await import('fflate');
    const contents = new Uint8Array(originalSize);
    let length = 0;
    const inflate = new Inflate((chunk) => {
      if (length + chunk.length > originalSize) throw this.#damaged();
      contents.set(chunk, length);
      length += chunk.length;
    });
    try {
      for (let at = 0; at === 0 || at < data.length; at += STEP) {
        inflate.push(data.subarray(at, at + STEP), at + STEP >= data.length);
      }
    } catch (error) {
      throw error instanceof ReadingStoppedError ? error : this.#damaged();
    }
    return contents.subarray(0, length);
  }

  #damaged(): ReadingStoppedError {
    return new ReadingStoppedError(documentProblems.damaged(this.#what));
  }

  #tooLarge(): ReadingStoppedError {
    const megabytes = Math.max(1, Math.round(this.#limit / 1024 / 1024));
    return new ReadingStoppedError(
      documentProblems.overLimit(`${this.#what} unpacks to over ${megabytes} MB`),
    );
  }
}
