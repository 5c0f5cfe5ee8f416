import type { NamedFile } from '../worker/model-files-protocol.ts';

/** More files than this in a dropped folder, and it was hardly meant. */
const limit = 2000;

/** What systems and tools put into folders beside a person's own files. */
const notTheirs = /^(?:\..+|__MACOSX|node_modules|Thumbs\.db|desktop\.ini)$/i;

/**
 * The files that were dropped, those within dropped folders included but for hidden ones and the like, each
 * with its path from there. Call it while the event is handled: afterwards a browser tells nothing of them.
 */
export async function readDroppedFiles({ items, files }: DataTransfer): Promise<readonly NamedFile[]> {
  const plain = [...files].map((file) => ({ path: file.name, file }));
  const entries = [...items].flatMap((it) => it.webkitGetAsEntry?.() ?? []);
  if (!entries.some((it) => it.isDirectory)) return plain;
  const found: NamedFile[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, found: NamedFile[]): Promise<void> {
  if (found.length >= limit) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
  } else if (isDirectory(entry)) {
    for (const child of await childrenOf(entry)) {
      if (!notTheirs.test(child.name)) await collect(child, found);
    }
  }
}

/** A reader gives a hundred at a time, and an empty list at the end. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return children;
    children.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
