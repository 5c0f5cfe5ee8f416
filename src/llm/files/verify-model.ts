import { hashStream } from './hash-stream.ts';
import { openFileStream } from './model-folder.ts';
import type { FileRecord } from './model-records.ts';

export interface VerifyOptions {
  readonly signal: AbortSignal;
  /** Told of the share of bytes read so far. */
  readonly onFraction: (fraction: number) => void;
}

export interface Verified {
  /** Not here any more. */
  readonly missing: readonly FileRecord[];
  /** Other bytes than those that came. */
  readonly damaged: readonly FileRecord[];
  /** Right; those that were never hashed before are noted with their hash now. */
  readonly good: readonly FileRecord[];
}

/** Reads files again and compares them with what was noted when they came. @throws the signal's reason */
export async function verifyModel(
  files: readonly FileRecord[],
  { signal, onFraction }: VerifyOptions,
): Promise<Verified> {
  const missing: FileRecord[] = [];
  const damaged: FileRecord[] = [];
  const good: FileRecord[] = [];
  const total = files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  let before = 0;
  for (const file of files) {
    const stream = await openFileStream(file.place);
    const onBytes = (bytes: number) => onFraction(total === 0 ? 1 : Math.min(1, (before + bytes) / total));
    onBytes(0);
    const hashed = stream && (await hashStream(stream, { signal, onBytes }));
    if (hashed === null) missing.push(file);
    else if (hashed.bytes === file.bytes && hashed.sha256 === (file.sha256 ?? hashed.sha256)) {
      good.push({ ...file, sha256: hashed.sha256 });
    } else damaged.push(file);
    before += file.bytes ?? 0;
  }
  return { missing, damaged, good };
}
