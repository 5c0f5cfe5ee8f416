import type { LibraryDocument } from '../../src/kernel/document.ts';
import type { Passage } from '../../src/kernel/passage.ts';
import type { ExpectedFile } from './documents-manifest.ts';

/** What came of a file, as it is stored. */
export interface StoredFile {
  /** `null` when nothing of it was kept. */
  readonly document: LibraryDocument | null;
  /** What the person was told when it was refused; '' when it was not. */
  readonly refusal: string;
  readonly text: string;
  /** In order. */
  readonly passages: readonly Passage[];
}

/** A file that came to no end while everything else stood still. */
export type Outcome = StoredFile | 'hangs';

/**
 * Whether a file met its expectation. Whatever was read must be traceable, too: each passage is the slice of the
 * text that it names, and no words of the text lie outside all passages.
 *
 * @param opened what came of it with the password; `null` where none was asked for
 * @returns why not; `null` when it did
 */
export function judgeDocument(
  file: ExpectedFile,
  outcome: Outcome,
  opened: Outcome | null = null,
): string | null {
  if (outcome === 'hangs') return 'it was never done';
  const { document, passages } = outcome;
  const told = outcome.refusal || (document?.problem?.message ?? '');
  if (document?.state === 'failed' && told === '') return 'it failed without a word';
  switch (file.expect) {
    case 'text':
      return faultOfText(outcome, file.contains);
    case 'empty':
      if (passages.length > 0) return `it has ${passages.length} passages, and should have no text`;
      return isSaidToBeEmpty(outcome)
        ? null
        : `that it holds no text was not said, but: ${told || 'nothing'}`;
    case 'needs_password':
      if (document?.problem?.code !== 'password-needed')
        return `no password was asked for: ${told || 'it opened'}`;
      if (opened === null || opened === 'hangs') return 'with the password it was never done';
      // Opened as well, and found to be a scan or blank.
      if (file.contains.length === 0 && isSaidToBeEmpty(opened)) return null;
      return faultOfText(opened, file.contains);
    case 'unreadable':
      if (document && document.state !== 'failed') return 'it was read, and should not have been';
      return null;
    case 'any':
      return passages.length > 0 ? faultOfPassages(outcome) : null;
  }
}

function isSaidToBeEmpty({ document }: StoredFile): boolean {
  return document?.problem?.code === 'empty' || document?.problem?.code === 'image-only';
}

function faultOfText(stored: StoredFile, contains: readonly string[]): string | null {
  const { document, refusal, text } = stored;
  if (document?.state !== 'searchable' && document?.state !== 'ready') {
    return `it was not read: ${refusal || document?.problem?.message}`;
  }
  if (text.trim() === '') return 'its text is empty';
  const held = bare(text);
  const missing = contains.filter((words) => !held.includes(bare(words)));
  if (missing.length > 0) return `missing: ${missing.map((words) => `“${words}”`).join(', ')}`;
  return faultOfPassages(stored);
}

function faultOfPassages({ text, passages }: StoredFile): string | null {
  let end = 0;
  for (const { ordinal, start, ...passage } of passages) {
    if (text.slice(start, passage.end) !== passage.text) return `passage ${ordinal} is not where it says`;
    if (text.slice(end, start).trim() !== '') return `no passage holds “${text.slice(end, start).trim()}”`;
    end = Math.max(end, passage.end);
  }
  const rest = text.slice(end).trim();
  return rest === '' ? null : `no passage holds “${rest}”`;
}

/** As the set wants strings compared. */
function bare(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}
