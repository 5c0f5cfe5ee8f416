/** A value of JSON that holds no others, with the names and places that lead to it. */
export interface JsonLeaf {
  /** Names of fields, and places in lists from 0, outermost first. */
  readonly path: readonly (string | number)[];
  /** As written, but for strings, which are decoded. */
  readonly text: string;
  /** Counts the texts of a file that holds several, as one a line; from 0. */
  readonly record: number;
}

interface OpenValue {
  readonly isList: boolean;
  /** Field or place of what comes next. */
  key: string | number;
  isEmpty: boolean;
}

type Expected = 'value' | 'key' | 'colon' | 'next';

/** Values within values; deeper ones are no one's data. */
const DEEPEST = 100;

const TOKEN = /\s*([[\]{}:,"]|-?\d[\w.+-]*|true\b|false\b|null\b)/y;

/**
 * Finds the values in a text of JSON, in order, nothing lost: numbers keep all their digits, and a field named
 * twice comes twice.
 *
 * @param onLeaf may return `false` to stop
 * @returns whether the text was JSON, as far as it was read
 */
export function scanJson(text: string, onLeaf: (leaf: JsonLeaf) => boolean): boolean {
  return new JsonScanner(text, onLeaf).scan();
}

class JsonScanner {
  readonly #text: string;
  readonly #onLeaf: (leaf: JsonLeaf) => boolean;
  readonly #open: OpenValue[] = [];
  #expected: Expected = 'value';
  #record = 0;
  #goesOn = true;

  constructor(text: string, onLeaf: (leaf: JsonLeaf) => boolean) {
    this.#text = text;
    this.#onLeaf = onLeaf;
  }

  scan(): boolean {
    const token = new RegExp(TOKEN);
    let end = 0;
    while (this.#goesOn) {
      const sign = token.exec(this.#text)?.[1];
      if (sign === undefined) break;
      end = token.lastIndex;
      if (sign === '"') {
        const close = this.#closingQuote(end);
        const decoded = close < 0 ? null : decodeString(this.#text.slice(end - 1, close + 1));
        if (decoded === null || !this.#string(decoded)) return false;
        end = close + 1;
        token.lastIndex = end;
      } else if (!this.#sign(sign)) return false;
    }
    const isDone = this.#open.length === 0 && this.#record > 0 && this.#text.slice(end).trim() === '';
    return isDone || !this.#goesOn;
  }

  #closingQuote(from: number): number {
    for (let at = this.#text.indexOf('"', from); at >= 0; at = this.#text.indexOf('"', at + 1)) {
      let slashes = 0;
      while (this.#text[at - 1 - slashes] === '\\') slashes++;
      if (slashes % 2 === 0) return at;
    }
    return -1;
  }

  #string(text: string): boolean {
    const top = this.#open.at(-1);
    if (this.#expected !== 'key' || !top) return this.#leaf(text);
    top.key = text;
    this.#expected = 'colon';
    return true;
  }

  /** @returns whether it may stand here */
  #sign(sign: string): boolean {
    const top = this.#open.at(-1);
    if (sign === '[' || sign === '{') return this.#start(sign === '[');
    if (sign === ']' || sign === '}') return this.#end(sign === ']');
    if (sign !== ':' && sign !== ',') return this.#leaf(sign);
    if (this.#expected !== (sign === ':' ? 'colon' : 'next') || !top) return false;
    if (sign === ',' && typeof top.key === 'number') top.key++;
    this.#expected = sign === ':' || top.isList ? 'value' : 'key';
    return true;
  }

  #start(isList: boolean): boolean {
    if (this.#expected !== 'value' || this.#open.length >= DEEPEST) return false;
    const top = this.#open.at(-1);
    if (top) top.isEmpty = false;
    this.#open.push({ isList, key: isList ? 0 : '', isEmpty: true });
    this.#expected = isList ? 'value' : 'key';
    return true;
  }

  /** A comma before the end is let pass. */
  #end(isList: boolean): boolean {
    const top = this.#open.pop();
    const isPlace = this.#expected === 'next' || this.#expected === (isList ? 'value' : 'key');
    if (top?.isList !== isList || !isPlace) return false;
    if (top.isEmpty) this.#emit(isList ? '[]' : '{}');
    this.#endValue();
    return true;
  }

  #leaf(text: string): boolean {
    if (this.#expected !== 'value') return false;
    const top = this.#open.at(-1);
    if (top) top.isEmpty = false;
    this.#emit(text);
    this.#endValue();
    return true;
  }

  #emit(text: string): void {
    const path = this.#open.map(({ key }) => key);
    this.#goesOn = this.#onLeaf({ path, text, record: this.#record });
  }

  #endValue(): void {
    if (this.#open.length === 0) this.#record++;
    this.#expected = this.#open.length === 0 ? 'value' : 'next';
  }
}

function decodeString(quoted: string): string | null {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : null;
  } catch {
    // Line breaks within strings are not JSON, and met all the same.
    return /\\/.test(quoted) ? null : quoted.slice(1, -1);
  }
}
