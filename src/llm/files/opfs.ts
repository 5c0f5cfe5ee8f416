/*
 * The browser's private file system, as far as it differs between threads and browsers: synchronous handles
 * exist in dedicated workers only, and moving a file is not in the standard yet.
 */

/** `FileSystemSyncAccessHandle`, which TypeScript's library has for workers only. */
export interface SyncFile {
  read(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  truncate(bytes: number): void;
  getSize(): number;
  close(): void;
}

/** What a file's handle may have besides. */
interface FileHandle {
  getFile(): Promise<File>;
  createSyncAccessHandle?(): Promise<SyncFile>;
  move?(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
}

/** The folder of that path below the root. With `create` it is made; else it is `null` when it isn't there. */
export async function openFolder(
  path: string,
  { create = false } = {},
): Promise<FileSystemDirectoryHandle | null> {
  let folder = await navigator.storage.getDirectory();
  try {
    for (const name of path.split('/')) folder = await folder.getDirectoryHandle(name, { create });
    return folder;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** The file of that name; `null` when there is none. */
export async function openFile(
  folder: FileSystemDirectoryHandle | null,
  name: string,
): Promise<FileSystemFileHandle | null> {
  try {
    return (await folder?.getFileHandle(name)) ?? null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** How long a handle may still be held by a worker that was ended, in ms. */
const releaseMs = 3000;

/** A handle to read and write with; waits while a worker that was ended still holds it. */
export async function openSync(file: FileHandle): Promise<SyncFile> {
  for (let waited = 0; ; waited += 50) {
    try {
      if (!file.createSyncAccessHandle) throw new Error('Files can be written in a dedicated worker only.');
      return await file.createSyncAccessHandle();
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isHeld || waited >= releaseMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Writes all of `content` in place of what the file held. */
export async function writeFile(file: FileSystemFileHandle, content: Blob): Promise<void> {
  const { createSyncAccessHandle }: FileHandle = file;
  if (!createSyncAccessHandle) return content.stream().pipeTo(await file.createWritable());
  const handle = await openSync(file);
  try {
    handle.truncate(0);
    const reader = content.stream().getReader();
    for (let at = 0; ; ) {
      const { value } = await reader.read();
      if (!value) break;
      writeAll(handle, value, at);
      at += value.byteLength;
    }
    handle.flush();
  } finally {
    handle.close();
  }
}

/** @throws DOMException `QuotaExceededError`, also where the platform writes less than it was given */
export function writeAll(file: SyncFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  const written = file.write(bytes, { at });
  if (written < bytes.byteLength) throw new DOMException('The disk took only a part.', 'QuotaExceededError');
}

/** Moves a file; where the browser can't, it is copied. */
export async function moveFile(
  file: FileSystemFileHandle,
  from: FileSystemDirectoryHandle,
  to: FileSystemDirectoryHandle,
  name: string,
): Promise<void> {
  const movable: FileHandle = file;
  if (movable.move) return movable.move(to, name);
  await writeFile(await to.getFileHandle(name, { create: true }), await file.getFile());
  await from.removeEntry(file.name);
}

/** Removes a file or a folder with all that is in it. @returns the bytes that its files held */
export async function removeEntry(folder: FileSystemDirectoryHandle | null, name: string): Promise<number> {
  if (!folder) return 0;
  try {
    const bytes = await entryBytes(folder, name);
    await folder.removeEntry(name, { recursive: true });
    return bytes;
  } catch (error) {
    if (isNotFound(error)) return 0;
    throw error;
  }
}

async function entryBytes(folder: FileSystemDirectoryHandle, name: string): Promise<number> {
  for await (const [key, entry] of folder.entries()) {
    if (key === name) return handleBytes(entry);
  }
  return 0;
}

async function handleBytes(entry: FileSystemDirectoryHandle | FileSystemFileHandle): Promise<number> {
  if (entry.kind === 'file') return (await entry.getFile()).size;
  let bytes = 0;
  for await (const child of entry.values()) bytes += await handleBytes(child);
  return bytes;
}

function isNotFound(error: unknown): boolean {
  return (
    error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'TypeMismatchError')
  );
}
