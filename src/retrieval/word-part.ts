import { hashTerm } from './word-segment.ts';

/** A term to look up, made ready once for all parts of an index. */
export interface SoughtTerm {
  readonly text: string;
  /** In UTF-8. */
  readonly bytes: ArrayLike<number>;
  readonly hash: number;
}

/** The texts that hold a term: those from `from` to before `to`, packed as in `WordSegment.postings`. */
export interface Postings {
  readonly packed: ArrayLike<number>;
  readonly from: number;
  readonly to: number;
}

/** Some texts of an index that follow each other, packed or still growing. */
export interface WordPart {
  /** Texts held. */
  readonly size: number;
  /** The term's number here, `null` when no text holds it. */
  numberOf(term: SoughtTerm): number | null;
  postings(number: number): Postings;
  /** All texts' words in order, as numbers of terms. */
  readonly words: ArrayLike<number>;
  /** Where a text's words end; they begin where those before it end. */
  wordsEnd(place: number): number;
}

const encoder = new TextEncoder();

export function soughtTerm(text: string): SoughtTerm {
  const bytes = utf8(text);
  return { text, bytes, hash: hashTerm(bytes) };
}

/** Most terms are ASCII, and to encode them takes longer than all else about them. */
function utf8(text: string): ArrayLike<number> {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80) return encoder.encode(text);
    bytes.push(unit);
  }
  return bytes;
}
