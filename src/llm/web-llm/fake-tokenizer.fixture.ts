const specialToken = /(<\|[\w-]+\|>|<(?:start|end)_of_turn>)/;

/**
 * A small tokenizer that behaves like the real one where it matters: a template token such as `<|im_end|>` or
 * `<end_of_turn>` is one special id wherever it stands, a text is always cut the same way, and each string is encoded by
 * itself, so that counts add up. Other tokens are up to four characters.
 */
export class FakeTokenizer {
  readonly #texts: string[] = [];
  readonly #ids = new Map<string, number>();

  encode(text: string): Int32Array {
    const tokens = text.split(specialToken).flatMap((part) => {
      if (part.match(specialToken)) return [part];
      const characters = Array.from(part);
      return Array.from({ length: Math.ceil(characters.length / 4) }, (_, index) =>
        characters.slice(index * 4, index * 4 + 4).join(''),
      );
    });
    return Int32Array.from(tokens, (token) => this.#id(token));
  }

  decode(ids: Int32Array): string {
    return Array.from(ids, (id) => this.#texts[id] ?? '').join('');
  }

  /** Texts of the tokens, as a test reads what reached the model. */
  decodeEach(ids: readonly number[]): string[] {
    return ids.map((id) => this.#texts[id] ?? '');
  }

  #id(token: string): number {
    const known = this.#ids.get(token);
    if (known !== undefined) return known;
    this.#ids.set(token, this.#texts.length);
    return this.#texts.push(token) - 1;
  }
}
