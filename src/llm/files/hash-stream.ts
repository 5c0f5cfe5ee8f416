import { createSHA256 } from 'hash-wasm';
import { headBytes } from './content-fault.ts';

export interface HashStreamOptions {
  readonly signal?: AbortSignal;
  /** Told of the bytes read so far. */
  readonly onBytes?: (bytes: number) => void;
}

/** What a file turned out to be. */
export interface Hashed {
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  /** Its first bytes, `headBytes` at most. */
  readonly head: Uint8Array<ArrayBuffer>;
}

/** Reads a stream to its end, piece by piece. @throws the signal's reason */
export async function hashStream(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  { signal, onBytes }: HashStreamOptions = {},
): Promise<Hashed> {
  const hash = await createSHA256();
  const head = new Uint8Array(headBytes);
  const reader = stream.getReader();
  try {
    for (let bytes = 0; ; ) {
      signal?.throwIfAborted();
      const { value } = await reader.read();
      if (!value) return { bytes, sha256: hash.digest(), head: head.slice(0, bytes) };
      if (bytes < headBytes) head.set(value.subarray(0, headBytes - bytes), bytes);
      hash.update(value);
      bytes += value.byteLength;
      onBytes?.(bytes);
    }
  } finally {
    await reader.cancel();
  }
}
