import { type GgufNumberType, ggufNumbers, ggufTypeIds } from './gguf-numbers.ts';

/** The bytes at hand end before the header does; more of the file may help. */
export class NeedsMore extends Error {}

/** Something is longer than the whole file, as in one whose end is missing. */
export class CutShort extends Error {}

/** What stands in the file can't be part of a GGUF header. */
export class Implausible extends Error {}

/** Texts and lists as they stand in a file; a type of its own for what is read and never trusted. */
export type RawValue = number | boolean | string | readonly number[] | readonly boolean[] | readonly string[];

const longestKey = 1 << 16;
/** More than any file holds of anything. */
const largestCount = 2 ** 40;
const numberTypes = new Map<number, GgufNumberType>(
  (Object.keys(ggufNumbers) as GgufNumberType[]).map((type) => [ggufNumbers[type].id, type]),
);

/**
 * Reads a GGUF header from the beginning of a file. Lengths come from a stranger: each is held against the
 * size of the whole file before anything is made of that size.
 */
export class GgufCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #fileBytes: number;
  readonly #utf8 = new TextDecoder();
  at = 0;

  constructor(bytes: Uint8Array, fileBytes: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#fileBytes = fileBytes;
  }

  number(type: GgufNumberType): number {
    const format = ggufNumbers[type];
    const at = this.#take(format.bytes);
    return format.read(this.#view, at);
  }

  /** A count of things that take at least `bytesEach` in the file. */
  count(bytesEach: number): number {
    const count = this.number('u64');
    if (count > largestCount) throw new Implausible(`a count of ${count}`);
    if (count * bytesEach > this.#fileBytes) throw new CutShort();
    return count;
  }

  text(longest = Number.POSITIVE_INFINITY): string {
    const length = this.count(1);
    if (length > longest) throw new Implausible(`a name of ${length} bytes`);
    const at = this.#take(length);
    return this.#utf8.decode(this.#bytes.subarray(at, at + length));
  }

  key(): string {
    return this.text(longestKey);
  }

  value(): RawValue {
    const type = this.number('u32');
    if (type === ggufTypeIds.string) return this.text();
    if (type === ggufTypeIds.bool) return this.number('u8') !== 0;
    if (type === ggufTypeIds.array) return this.#list();
    return this.number(numberType(type));
  }

  /** A list of lists is allowed by the format and written by nobody; llama.cpp refuses it, too. */
  #list(): RawValue {
    const type = this.number('u32');
    if (type === ggufTypeIds.string) return this.#items(8, () => this.text());
    if (type === ggufTypeIds.bool) return this.#items(1, () => this.number('u8') !== 0);
    const of = numberType(type);
    return this.#items(ggufNumbers[of].bytes, () => this.number(of));
  }

  /** Grows as items are read: a count alone reserves nothing. */
  #items<T>(bytesEach: number, read: () => T): T[] {
    const items: T[] = [];
    for (let left = this.count(bytesEach); left > 0; left -= 1) items.push(read());
    return items;
  }

  #take(length: number): number {
    const at = this.at;
    if (at + length > this.#bytes.length) throw new NeedsMore();
    this.at += length;
    return at;
  }
}

function numberType(id: number): GgufNumberType {
  const type = numberTypes.get(id);
  if (type === undefined) throw new Implausible(`a value of type ${id}`);
  return type;
}
