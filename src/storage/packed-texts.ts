import { GrowingWords } from '../retrieval/growing-words.ts';
import { mergeWordSegments } from '../retrieval/merge-word-segments.ts';
import type { SlotSet } from '../retrieval/slot-set.ts';
import type { PackedTexts, TextKind } from './index-store.ts';

/** A text to pack. */
export interface FoldedText {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly owner: string;
  /** Its index terms in order, repeats kept. */
  readonly words: readonly string[];
}

/** Texts and which of them are dead, by their places. */
export interface TornTexts {
  readonly texts: PackedTexts;
  readonly dead: SlotSet;
}

/** @param texts at least one */
export function packTexts(kind: TextKind, texts: readonly FoldedText[]): PackedTexts {
  const words = new GrowingWords();
  for (const text of texts) words.add(text.words);
  return { kind, ...packHeads(texts), words: words.pack() };
}

/** One segment of what lives in several of one kind, in their order; `null` when nothing does. */
export function mergeTexts(torn: readonly TornTexts[]): PackedTexts | null {
  const kind = torn[0]?.texts.kind;
  const heads = torn.flatMap(({ texts: { ids, at, owners, ownerOf }, dead }) =>
    ids.flatMap((id, place) =>
      dead.has(place) ? [] : [{ id, at: at[place] ?? 0, owner: owners[ownerOf[place] ?? 0] ?? '' }],
    ),
  );
  if (kind === undefined || heads.length === 0) return null;
  const words = mergeWordSegments(torn.map(({ texts, dead }) => ({ segment: texts.words, removed: dead })));
  return { kind, ...packHeads(heads), words };
}

function packHeads(
  texts: readonly Omit<FoldedText, 'words'>[],
): Pick<PackedTexts, 'ids' | 'at' | 'owners' | 'ownerOf'> {
  const numbers = new Map<string, number>();
  const ownerOf = Uint32Array.from(texts, ({ owner }) => {
    const number = numbers.get(owner) ?? numbers.size;
    numbers.set(owner, number);
    return number;
  });
  return {
    ids: texts.map(({ id }) => id),
    at: Float64Array.from(texts, ({ at }) => at),
    owners: [...numbers.keys()],
    ownerOf,
  };
}
