import type { TextPiece } from './cut-pieces.ts';
import type { HeadingPathFitter } from './heading-path-fitter.ts';
import { pathShare } from './passage-budget.ts';

/** Parts of a passage's budget. */
export const passageShare = {
  /** For the heading path at most; outer headings are left out first. */
  path: pathShare,
  /** Repeated from the passage before, at most. */
  overlap: 0.15,
  /** Enough to end a passage with its page within a paragraph. */
  atPage: 0.25,
  /** Enough to end a passage before the next heading, or before a paragraph that fits whole into the next. */
  atHeading: 0.4,
  atParagraph: 0.6,
  /** What would be left alone in a section's last passage and takes some from the one before. */
  remnant: 0.25,
} as const;

/** More than this in a row are a list of headings, as in a table of contents. */
const MOST_HEADINGS = 8;

/** Pieces `from` to `to`, end exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Chooses which pieces, in order, make up each passage. */
export class PassagePacker {
  readonly #pieces: readonly TextPiece[];
  readonly #budget: number;
  readonly #paths: HeadingPathFitter;

  constructor(pieces: readonly TextPiece[], budget: number, paths: HeadingPathFitter) {
    this.#pieces = pieces;
    this.#budget = budget;
    this.#paths = paths;
  }

  pack(): Span[] {
    const spans: Span[] = [];
    let from = 0;
    for (let next = 0; next < this.#pieces.length; ) {
      const to = this.#fill(from, next);
      spans.push({ from, to });
      from = this.#overlapsInto(from, to) ? to - 1 : to;
      next = to;
    }
    return spans;
  }

  /** The first piece of a span that is not a heading, by which its place is known; else the last heading. */
  bodyOf(from: number, to: number): TextPiece {
    for (let at = from; at < to; at++) {
      const piece = this.#pieces[at];
      if (piece && piece.kind !== 'heading') return piece;
    }
    const heading = this.#pieces[to - 1];
    if (!heading) throw new RangeError('A span has at least one piece.');
    return heading;
  }

  /** Takes pieces from `from` on, `next` at least, until the passage is full or ends better here. */
  #fill(from: number, next: number): number {
    let to = this.#groupEnd(next);
    while (to > next + 1 && !this.#fits(from, to)) to--;
    if (to < this.#groupEnd(next)) return to;
    while (to < this.#pieces.length) {
      const groupEnd = this.#groupEnd(to);
      if (this.#mustEnd(to)) return to;
      if (!this.#fits(from, groupEnd)) return this.#withoutRemnant(from, next, to);
      if (this.#endsWell(from, to)) return to;
      to = groupEnd;
    }
    return to;
  }

  /** Headings and the piece after them go together. */
  #groupEnd(at: number): number {
    let end = at;
    while (end < at + MOST_HEADINGS && this.#pieces[end]?.kind === 'heading' && !this.#mustEnd(end + 1))
      end++;
    return Math.min(end + 1, this.#pieces.length);
  }

  #mustEnd(to: number): boolean {
    return this.#pieces[to]?.place.section !== this.#pieces[to - 1]?.place.section;
  }

  #fits(from: number, to: number): boolean {
    const path = this.#paths.fit(this.bodyOf(from, to).place.headingPath);
    return path.tokens + this.#tokens(from, to) <= this.#budget;
  }

  #endsWell(from: number, to: number): boolean {
    const share = this.#tokens(from, to) / this.#budget;
    const [first, last, next] = [this.#pieces[from], this.#pieces[to - 1], this.#pieces[to]];
    if (!last || !next) return true;
    // A citation names the page of the start; only a paragraph that goes over it may need more of the next.
    const isOver = next.page !== first?.page;
    if (isOver && (next.block !== last.block || share >= passageShare.atPage)) return true;
    if (next.kind === 'heading' && share >= passageShare.atHeading) return true;
    if (next.block === last.block || share < passageShare.atParagraph) return false;
    let blockEnd = to;
    while (this.#pieces[blockEnd]?.block === next.block) blockEnd++;
    return !this.#fits(from, blockEnd) && this.#fits(to, blockEnd);
  }

  /** An earlier end than `to`, if only a remnant of the section would follow it. */
  #withoutRemnant(from: number, next: number, to: number): number {
    let end = to;
    let rest = 0;
    const remnant = this.#budget * passageShare.remnant;
    while (end < this.#pieces.length && !this.#mustEnd(end) && rest < remnant)
      rest += this.#pieces[end++]?.tokens ?? 0;
    if (rest >= remnant) return to;
    const half = (this.#tokens(from, to) + rest) / 2;
    let earlier = to;
    while (
      earlier - 1 > next &&
      this.#pieces[earlier - 1]?.kind !== 'heading' &&
      this.#tokens(from, earlier - 1) >= half
    )
      earlier--;
    return this.#pieces[earlier - 1]?.kind === 'heading' ? to : earlier;
  }

  /** Only within a paragraph, and not over a page, which the next passage would then be cited with. */
  #overlapsInto(from: number, to: number): boolean {
    const [last, next] = [this.#pieces[to - 1], this.#pieces[to]];
    if (!last || !next || to - 1 <= from || this.#mustEnd(to)) return false;
    const isOneParagraph = next.kind === 'paragraph' && last.block === next.block && last.page === next.page;
    return isOneParagraph && last.tokens <= this.#budget * passageShare.overlap && this.#fits(to - 1, to + 1);
  }

  #tokens(from: number, to: number): number {
    let tokens = 0;
    for (let at = from; at < to; at++) tokens += this.#pieces[at]?.tokens ?? 0;
    return tokens;
  }
}
