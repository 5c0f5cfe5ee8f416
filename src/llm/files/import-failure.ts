import { asError } from '../as-error.ts';
import { formatBytes } from './files-failure.ts';
import { toFilesFailure } from './to-files-failure.ts';

/**
 * Why a person's own files are not taken as a model; nothing of them is kept. An Error, so that its message
 * crosses the wire between workers.
 */
export class ImportFailure extends Error {
  override readonly name = 'ImportFailure';
  /** @param message for the person: what is wrong and what to do */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/**
 * What the platform threw while files were read or copied, in words for the person.
 *
 * @param bytes of the whole model
 */
export function toImportFailure(thrown: unknown, bytes: number): Error {
  if (thrown instanceof ImportFailure) return thrown;
  const { name, message } = asError(thrown);
  const options = { cause: thrown };
  if (name === 'NotReadableError' || name === 'NotFoundError') {
    const what = 'The files could not be read to the end: they were moved, changed or taken away meanwhile.';
    return new ImportFailure(`${what} Nothing was kept. Choose them again.`, options);
  }
  const failure = toFilesFailure(thrown);
  if (failure.code === 'full') {
    const what = `The model takes ${formatBytes(bytes)}, and this device ran out of room while it was copied.`;
    return new ImportFailure(
      `${what} Nothing was kept. Free some space and choose the files again.`,
      options,
    );
  }
  if (failure.code !== 'other') return failure;
  const what = 'The model’s files could not be copied. Nothing was kept; choose them again.';
  return new ImportFailure(`${what} (${message})`, options);
}

const mostNamed = 5;

/** Such as "a.bin, b.bin and 3 more". */
export function nameSome(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return names.slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
