import { createSHA256, type IDataType } from 'hash-wasm';
import { makeFolder } from './model-folder.ts';
import { moveFile, openFile, openSync, removeEntry, type SyncFile, writeAll } from './opfs.ts';

/** What is read at once to hash what is here already, in bytes. */
const pieceBytes = 2 ** 23;

/**
 * A file that is coming in. What is appended is on the disk after `flush`, and hashed on the way. It holds the
 * file's one lock until it is closed.
 */
export class PartialFile {
  readonly #folder: FileSystemDirectoryHandle;
  readonly #name: string;
  readonly #file: SyncFile;
  readonly #hash: Awaited<ReturnType<typeof createSHA256>>;
  #bytes = 0;

  /**
   * Goes on with what is here of it. Only bytes that were flushed can be relied on after a power cut, so that
   * whatever is beyond `flushedBytes` is dropped; the rest is hashed again.
   */
  static async open(
    folderPath: string,
    name: string,
    flushedBytes: number,
    signal: AbortSignal,
  ): Promise<PartialFile> {
    const folder = await makeFolder(folderPath);
    const file = await openSync(await folder.getFileHandle(name, { create: true }));
    const partial = new PartialFile(folder, name, file, await createSHA256());
    try {
      await partial.#recall(flushedBytes, signal);
      return partial;
    } catch (error) {
      partial.close();
      throw error;
    }
  }

  private constructor(
    folder: FileSystemDirectoryHandle,
    name: string,
    file: SyncFile,
    hash: Awaited<ReturnType<typeof createSHA256>>,
  ) {
    this.#folder = folder;
    this.#name = name;
    this.#file = file;
    this.#hash = hash;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @throws DOMException `QuotaExceededError` when there is no room; what came before is kept */
  append(bytes: Uint8Array<ArrayBuffer>): void {
    writeAll(this.#file, bytes, this.#bytes);
    this.#hash.update(bytes);
    this.#bytes += bytes.byteLength;
  }

  flush(): void {
    this.#file.flush();
  }

  /** Drops everything. */
  restart(): void {
    this.#file.truncate(0);
    this.#hash.init();
    this.#bytes = 0;
  }

  close(): void {
    this.#file.close();
  }

  /** Closes it, and gives what it holds; the file stays. Call it once. */
  async finish(): Promise<{ readonly content: File; readonly sha256: string }> {
    this.flush();
    this.close();
    const handle = await this.#folder.getFileHandle(this.#name);
    return { content: await handle.getFile(), sha256: this.#hash.digest() };
  }

  /** After `finish`: moves the file to another folder. */
  async moveTo(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
    const handle = await openFile(this.#folder, this.#name);
    if (handle) await moveFile(handle, this.#folder, folder, name);
  }

  /** After `finish`: frees it. */
  async remove(): Promise<void> {
    await removeEntry(this.#folder, this.#name);
  }

  async #recall(flushedBytes: number, signal: AbortSignal): Promise<void> {
    const known = Math.min(this.#file.getSize(), flushedBytes);
    this.#file.truncate(known);
    const buffer = new Uint8Array(pieceBytes);
    while (this.#bytes < known) {
      const read = this.#file.read(buffer, { at: this.#bytes });
      if (read === 0) break;
      this.#hash.update(buffer.subarray(0, read) satisfies IDataType);
      this.#bytes += read;
      // Between pieces, so that a pause gets through: a file can have gigabytes.
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    }
    this.#file.truncate(this.#bytes);
  }
}
