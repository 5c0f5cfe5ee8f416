import type { ChatMessage } from '../kernel/language-model.ts';

/** What is known of a message after exactly the messages before it. */
interface Known {
  readonly id: number;
  /** With something after it, and as the last one, which has the reply's header. */
  inside?: number;
  last?: number;
}

/** Messages kept: more than any window holds. */
const most = 1000;

/**
 * Counts of prompts that were counted before. A message's count may depend on all that stands before it (the
 * prompt's opening, separators in turn, letters that join) and on whether it is the last, and on nothing else.
 */
export class PromptCounts {
  readonly #known = new Map<string, Known>();
  #nextId = 1;

  /** The counts of all messages; `null` when one of them isn't known in its place. */
  find(messages: readonly ChatMessage[]): number[] | null {
    const counts: number[] = [];
    let before = 0;
    for (const [index, message] of messages.entries()) {
      const known = this.#known.get(keyOf(before, message));
      const count = index === messages.length - 1 ? known?.last : known?.inside;
      if (!known || count === undefined) return null;
      counts.push(count);
      before = known.id;
    }
    return counts;
  }

  keep(messages: readonly ChatMessage[], counts: readonly number[]): void {
    if (this.#known.size + messages.length > most) this.clear();
    let before = 0;
    messages.forEach((message, index) => {
      const key = keyOf(before, message);
      const known: Known = this.#known.get(key) ?? { id: this.#nextId++ };
      if (index === messages.length - 1) known.last = counts[index] ?? 0;
      else known.inside = counts[index] ?? 0;
      this.#known.set(key, known);
      before = known.id;
    });
  }

  clear(): void {
    this.#known.clear();
  }
}

function keyOf(before: number, { role, content }: ChatMessage): string {
  return `${before}|${role}|${content}`;
}
