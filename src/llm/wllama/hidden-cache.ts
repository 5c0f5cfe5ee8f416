import type { CompletionReader } from './completion-reader.ts';

/**
 * Counts what llama.cpp's server keeps of earlier prompts. Whenever a new prompt shares less than half of what
 * the one before left in the KV cache, that is copied to the heap; up to 8 GB by default, and wllama has no
 * knob for it (facts/wllama.md, 6.5).
 */
export class HiddenCache {
  readonly #bytesPerToken: number;
  readonly #limitBytes: number;
  #bytes = 0;
  #heldTokens = 0;
  #heldText = '';

  constructor(bytesPerToken: number, limitBytes: number) {
    this.#bytesPerToken = bytesPerToken;
    this.#limitBytes = limitBytes;
  }

  /** After a request, whatever became of it. */
  add(prompt: string, { text, promptTokens, keptTokens, writtenTokens }: CompletionReader): void {
    // The engine did not get to it.
    if (promptTokens === 0) return;
    if (keptTokens < this.#heldTokens / 2) this.#bytes += this.#heldTokens * this.#bytesPerToken;
    this.#heldTokens = promptTokens + writtenTokens;
    this.#heldText = prompt + text;
  }

  /**
   * Whether this prompt would put too much there. Only then is little lost by starting anew: the KV cache that
   * it goes without is one that it could not have used.
   */
  isFullWith(prompt: string): boolean {
    const next = this.#bytes + this.#heldTokens * this.#bytesPerToken;
    if (next <= this.#limitBytes) return false;
    return sharedLength(prompt, this.#heldText) < this.#heldText.length / 2;
  }

  clear(): void {
    this.#bytes = 0;
    this.#heldTokens = 0;
    this.#heldText = '';
  }
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
