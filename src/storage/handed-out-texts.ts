import type { QueuedText } from './library-store.ts';
import { textKey } from './text-key.ts';

type TextKey = Pick<QueuedText, 'kind' | 'id'>;

/**
 * Remembers under which place in the queue a text was last handed out for embedding. A note that is revised
 * while its old text is being embedded has a new place by then: the vector that comes back is not its own.
 */
export class HandedOutTexts {
  readonly #places = new Map<string, number>();

  handOut(text: TextKey, place: number): void {
    this.#places.set(textKey(text), place);
  }

  /** Whether a vector that came back answers the text that is queued at this place now. */
  answers(text: TextKey, place: number): boolean {
    const handedOut = this.#places.get(textKey(text));
    return handedOut === undefined || handedOut === place;
  }

  forget(text: TextKey): void {
    this.#places.delete(textKey(text));
  }
}
