/** What stands before the reply's text. Inside a thought its quotes would be escaped, so it can't occur there. */
const opening = '"function":"send_message","arguments":{"message":"';

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Decodes the reply from the growing JSON of a send_message call, so that the person reads words while the
 * model still writes and never sees JSON. An escape or a surrogate pair that is not complete yet is held
 * back until it is.
 */
export class ReplyDecoder {
  #raw = '';
  /** Next position to decode in `#raw`; -1 before the reply begins, `done` after its closing quote. */
  #position = -1;
  #done = false;
  #text = '';

  /** The reply so far. */
  get text(): string {
    return this.#text;
  }

  /** Takes the next piece of output; returns the text it added to the reply. */
  push(piece: string): string {
    this.#raw += piece;
    if (this.#position < 0) {
      const at = this.#raw.indexOf(opening);
      if (at < 0) return '';
      this.#position = at + opening.length;
    }
    const added = this.#decode();
    this.#text += added;
    return added;
  }

  #decode(): string {
    let added = '';
    while (!this.#done && this.#position < this.#raw.length) {
      const next = this.#next();
      if (next === null) break;
      added += next;
    }
    return added;
  }

  /** One character (or one surrogate pair) and steps past it; `null` when more output is needed. */
  #next(): string | null {
    const unit = this.#unitAt(this.#position);
    if (unit === null) return null;
    if (unit.text === '') return '';
    if (isHigh(unit.text)) {
      const low = this.#unitAt(this.#position + unit.length);
      if (low === null) return null;
      this.#position += unit.length;
      // A lone half is no character; it is replaced, as every decoder does.
      if (!isLow(low.text)) return '\uFFFD';
      this.#position += low.length;
      return unit.text + low.text;
    }
    this.#position += unit.length;
    return isLow(unit.text) ? '\uFFFD' : unit.text;
  }

  /** One UTF-16 unit, escaped or plain; text '' at the closing quote. */
  #unitAt(position: number): { text: string; length: number } | null {
    const char = this.#raw[position];
    if (char === undefined) return null;
    if (char === '"') {
      if (position === this.#position) this.#done = true;
      return { text: '', length: 0 };
    }
    if (char !== '\\') return { text: char, length: 1 };
    const kind = this.#raw[position + 1];
    if (kind === undefined) return null;
    if (kind !== 'u') return { text: escapes[kind] ?? '\uFFFD', length: 2 };
    const digits = this.#raw.slice(position + 2, position + 6);
    if (digits.length < 4) return null;
    return { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 };
  }
}

function isHigh(unit: string): boolean {
  return unit >= '\uD800' && unit <= '\uDBFF';
}

function isLow(unit: string): boolean {
  return unit >= '\uDC00' && unit <= '\uDFFF';
}
