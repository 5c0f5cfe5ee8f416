import { createMD5, createSHA256 } from 'hash-wasm';

export interface Digests {
  readonly sha256: string;
  /** `null` unless it was wanted. */
  readonly md5: string | null;
}

/** Hashes of a blob in hex, all in one reading. @throws the signal's reason; what reading the file throws */
export async function digests(blob: Blob, wantsMd5: boolean, signal?: AbortSignal): Promise<Digests> {
  const [sha256, md5] = await Promise.all([createSHA256(), wantsMd5 ? createMD5() : null]);
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { value } = await reader.read();
      if (!value) return { sha256: sha256.digest(), md5: md5?.digest() ?? null };
      sha256.update(value);
      md5?.update(value);
    }
  } finally {
    await reader.cancel();
  }
}
