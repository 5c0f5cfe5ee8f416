import { asError } from '../as-error.ts';
import { FilesFailure, filesFailures } from './files-failure.ts';

/**
 * Sorts whatever keeping files threw. Names are Chromium's, Firefox's and Dexie's.
 *
 * @param missingBytes what was still to come and has no room; `null` when it is not known
 */
export function toFilesFailure(thrown: unknown, missingBytes: number | null = null): FilesFailure {
  if (thrown instanceof FilesFailure) return thrown;
  const { name, message } = asError(thrown);
  if (namesOf(thrown).includes('QuotaExceededError')) return filesFailures.full(missingBytes);
  // Only a newer Pagefile in another tab closes it.
  if (name === 'DatabaseClosedError') return filesFailures.newer();
  return refusals.includes(name) ? filesFailures.unsupported(message) : filesFailures.other(message);
}

/** What caches, the private file system and the database refuse with where a site may keep nothing. */
const refusals = ['SecurityError', 'NotAllowedError', 'MissingAPIError', 'OpenFailedError'];

/** Names of an error and of those that it wraps: Dexie hides the reason of an aborted transaction. */
function namesOf(thrown: unknown, depth = 0): string[] {
  if (typeof thrown !== 'object' || thrown === null || depth > 3) return [];
  const inner = 'inner' in thrown ? namesOf(thrown.inner, depth + 1) : [];
  return [asError(thrown).name, ...inner];
}
