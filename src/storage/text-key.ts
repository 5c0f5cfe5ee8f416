import type { QueuedText } from './library-store.ts';

/** A key for passages and messages together, whose ids might in principle meet. */
export function textKey({ kind, id }: Pick<QueuedText, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}
