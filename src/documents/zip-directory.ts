import { documentLimits } from './document-limits.ts';

/** What an archive's directory says of one entry; sizes in bytes, and not to be trusted. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly originalSize: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Of its own header in the file. */
  readonly offset: number;
}

export interface ZipDirectory {
  /** Folders left out. */
  readonly entries: readonly ZipEntry[];
  /** Whether it lists no more than was asked for. */
  readonly isWhole: boolean;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const WIDE = 0xffffffff;
/** The end record has 22 bytes and a comment of at most 65,535. */
const LONGEST_END = 22 + 65_535;

/**
 * What a zip archive lists; `null` when the directory at its end is missing or damaged. Read here because the
 * library that inflates trusts it.
 *
 * @param most after so many, folders counted, the rest is left unread: a small file can list millions
 */
export function listZip(bytes: Uint8Array, most: number = documentLimits.zipEntries): ZipDirectory | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const size = view.getUint32(end + 12, true);
  const isWide = view.getUint32(end + 16, true) === WIDE || size === WIDE;
  const start = isWide ? wideStart(view, end) : end - size;
  if (start === null || start < 0) return null;
  // Something may have been put before the archive; then every offset is that much too small.
  const shift = isWide ? 0 : start - view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  let count = 0;
  for (let at = start; at + 46 <= view.byteLength && view.getUint32(at, true) === ENTRY; ) {
    if (++count > most) return { entries, isWhole: false };
    const entry = readEntry(view, bytes, at, shift);
    if (entry === null) return null;
    if (!entry.name.endsWith('/')) entries.push(entry);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return count > 0 || size === 0 ? { entries, isWhole: true } : null;
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= view.byteLength - LONGEST_END; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return null;
}

/** Where the directory starts in an archive with 64-bit sizes; such a file fits in memory all the same. */
function wideStart(view: DataView, end: number): number | null {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) return null;
  const record = readWide(view, locator + 8);
  if (record === null || record + 56 > view.byteLength || view.getUint32(record, true) !== 0x06064b50) {
    return null;
  }
  return readWide(view, record + 48);
}

function readEntry(view: DataView, bytes: Uint8Array, at: number, shift: number): ZipEntry | null {
  const flags = view.getUint16(at + 8, true);
  const nameStart = at + 46;
  const nameEnd = nameStart + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  if (extraEnd > view.byteLength) return null;
  const sizes = { originalSize: at + 24, size: at + 20, offset: at + 42 };
  const wide = new WideFields(view, nameEnd, extraEnd);
  const originalSize = wide.read(sizes.originalSize);
  const size = wide.read(sizes.size);
  const offset = wide.read(sizes.offset);
  if (originalSize === null || size === null || offset === null) return null;
  return {
    name: decodeName(bytes.subarray(nameStart, nameEnd)),
    size,
    originalSize,
    method: view.getUint16(at + 10, true),
    isEncrypted: (flags & 1) !== 0,
    offset: offset + shift,
  };
}

/** Fields that are all ones have their value in an extra field, one after the other. */
class WideFields {
  readonly #view: DataView;
  #at: number | null = null;
  #end = 0;

  constructor(view: DataView, start: number, end: number) {
    this.#view = view;
    for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
      if (view.getUint16(at, true) !== 1) continue;
      this.#at = at + 4;
      this.#end = Math.min(end, at + 4 + view.getUint16(at + 2, true));
    }
  }

  read(field: number): number | null {
    const value = this.#view.getUint32(field, true);
    if (value !== WIDE) return value;
    if (this.#at === null || this.#at + 8 > this.#end) return null;
    this.#at += 8;
    return readWide(this.#view, this.#at - 8);
  }
}

/** `null` for what is larger than any file here. */
function readWide(view: DataView, at: number): number | null {
  if (at + 8 > view.byteLength || view.getUint32(at + 4, true) !== 0) return null;
  return view.getUint32(at, true);
}

/** The flag that says so is set by few programs, and UTF-8 hardly looks like anything else. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
