/** The rank of joining two pieces, lower first; `undefined` when they don't join. */
export type JoinRank = (left: string, right: string) => number | undefined;

interface Join {
  readonly rank: number;
  readonly left: number;
  readonly right: number;
  /** What both held when the join was found; a join is off when either has grown since. */
  readonly length: number;
}

/**
 * Joins neighbours by rank, and by place among equals, until no two join: byte-pair encoding, and
 * SentencePiece's form of it, in the order of llama.cpp (src/llama-vocab.cpp).
 */
export function mergePieces(pieces: readonly string[], rankOf: JoinRank): string[] {
  const texts = [...pieces];
  const next = texts.map((_, index) => (index + 1 < texts.length ? index + 1 : -1));
  const previous = texts.map((_, index) => index - 1);
  const queue = new JoinQueue();
  const consider = (left: number, right: number) => {
    if (left < 0 || right < 0) return;
    const [one = '', other = ''] = [texts[left], texts[right]];
    const rank = rankOf(one, other);
    if (rank !== undefined) queue.add({ rank, left, right, length: one.length + other.length });
  };
  for (let index = 1; index < texts.length; index += 1) consider(index - 1, index);
  for (let join = queue.takeFirst(); join; join = queue.takeFirst()) {
    const { left, right, length } = join;
    const [one = '', other = ''] = [texts[left], texts[right]];
    if (one === '' || other === '' || one.length + other.length !== length) continue;
    texts[left] = one + other;
    texts[right] = '';
    const after = next[right] ?? -1;
    next[left] = after;
    if (after >= 0) previous[after] = left;
    consider(previous[left] ?? -1, left);
    consider(left, after);
  }
  return texts.filter((text) => text !== '');
}

/** A binary heap. */
class JoinQueue {
  readonly #heap: Join[] = [];

  add(join: Join): void {
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (!parent || !goesFirst(join, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = join;
  }

  takeFirst(): Join | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const child = this.#firstChild(at);
      const below = heap[child];
      if (!below || !goesFirst(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return first;
  }

  #firstChild(at: number): number {
    const [left, right] = [this.#heap[2 * at + 1], this.#heap[2 * at + 2]];
    return left && right && goesFirst(right, left) ? 2 * at + 2 : 2 * at + 1;
  }
}

function goesFirst(one: Join, other: Join): boolean {
  return one.rank < other.rank || (one.rank === other.rank && one.left < other.left);
}
