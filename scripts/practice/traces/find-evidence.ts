import type { PromptEvent } from './read-prompt.ts';
import type { Meaning } from './understand-sentence.ts';

/** A value that stands in the prompt, and the label under which it is cited. */
export interface Evidence {
  readonly value: string;
  /** `null` where it stands in no result: the person said it in view, or the model did. */
  readonly label: string | null;
}

/**
 * The value that a question is after, where the prompt shows it; `null` where it has to be searched for. What
 * the person said in view counts before a result, a later result before an earlier one, and the model's own
 * words last.
 */
export function findEvidence(
  events: readonly PromptEvent[],
  read: (meaning: Meaning) => string | null,
): Evidence | null {
  const latest = events.toReversed();
  for (const event of latest) {
    const value = event.type === 'said' ? firstValue(event.meanings, read) : null;
    if (value !== null) return { value, label: null };
  }
  for (const event of latest) {
    const found = event.type === 'rows' ? evidenceOfRows(event.rows, read) : null;
    if (found) return found;
  }
  for (const event of latest) {
    const value = event.type === 'replied' ? firstValue(event.meanings, read) : null;
    if (value !== null) return { value, label: null };
  }
  return null;
}

function evidenceOfRows(
  rows: Extract<PromptEvent, { type: 'rows' }>['rows'],
  read: (meaning: Meaning) => string | null,
): Evidence | null {
  const told = rows.filter((row) => row.by !== 'model');
  for (const { label, meanings } of [...told, ...rows]) {
    const value = firstValue(meanings, read);
    if (value !== null) return { value, label };
  }
  return null;
}

function firstValue(meanings: readonly Meaning[], read: (meaning: Meaning) => string | null): string | null {
  for (const meaning of meanings) {
    const value = read(meaning);
    if (value !== null) return value;
  }
  return null;
}
