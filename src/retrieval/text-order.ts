import type { Neighbour } from './lend-scores.ts';

/** A text and its time, milliseconds since 1970. */
export interface TimedText {
  readonly id: string;
  readonly at: number;
}

/** The texts of each conversation in the order of their times; equals by id, so that every session has the same. */
export class TextOrder {
  readonly #conversations = new Map<string, TimedText[]>();

  add(conversation: string, text: TimedText): void {
    const texts = this.#conversations.get(conversation);
    if (texts === undefined) this.#conversations.set(conversation, [text]);
    else texts.splice(placeOf(texts, text), 0, text);
  }

  /** Does nothing when the text is not there. */
  remove(conversation: string, text: TimedText): void {
    const texts = this.#conversations.get(conversation) ?? [];
    const place = placeOf(texts, text);
    if (texts[place]?.id !== text.id) return;
    texts.splice(place, 1);
    if (texts.length === 0) this.#conversations.delete(conversation);
  }

  /** Texts at most `reach` before or after one that was added, the nearest first. */
  neighbours(conversation: string, text: TimedText, reach: number): Neighbour[] {
    const texts = this.#conversations.get(conversation) ?? [];
    const place = placeOf(texts, text);
    const found: Neighbour[] = [];
    for (let distance = 1; distance <= reach; distance++) {
      for (const other of [texts[place - distance], texts[place + distance]]) {
        if (other !== undefined) found.push({ id: other.id, distance });
      }
    }
    return found;
  }
}

/** Where a text stands, or would stand. */
function placeOf(texts: readonly TimedText[], text: TimedText): number {
  let [from, to] = [0, texts.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = texts[middle];
    if (other !== undefined && isBefore(other, text)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function isBefore(one: TimedText, other: TimedText): boolean {
  return one.at < other.at || (one.at === other.at && one.id < other.id);
}
