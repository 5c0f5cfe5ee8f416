import type { WordSegment } from '../retrieval/word-segment.ts';
import type { PackedTexts, TextKind } from './index-store.ts';
import { damaged, isRecord, parseIds } from './parse-segment.ts';

/**
 * A word segment as it was read. Throws `DamagedSegment` when something of it is missing or does not fit. What the
 * numbers in its words mean is looked at by `checkWordSegment`, as an index does that it is added to.
 */
export function parsePackedTexts(row: unknown, kind: TextKind): PackedTexts {
  if (!isRecord(row) || row.kind !== kind) throw damaged('it is not there');
  const ids = parseIds(row.ids);
  const { at, owners, ownerOf } = row;
  if (!(at instanceof Float64Array) || at.length !== ids.length) throw damaged('its times do not fit');
  if (!Array.isArray(owners) || !owners.every((owner) => typeof owner === 'string')) {
    throw damaged('its owners are no names');
  }
  if (!(ownerOf instanceof Uint32Array) || ownerOf.length !== ids.length) {
    throw damaged('its owners do not fit');
  }
  if (ownerOf.some((owner) => owner >= owners.length)) throw damaged('its owners are not there');
  const words = parseWords(row.words);
  if (words.wordEnds.length !== ids.length) throw damaged('its words are those of other texts');
  return { kind, ids, at, owners, ownerOf, words };
}

function parseWords(words: unknown): WordSegment {
  if (!isRecord(words)) throw damaged('its words are not there');
  const { terms, termEnds, table, postings, postingEnds, words: numbers, wordEnds } = words;
  if (
    !(terms instanceof Uint8Array) ||
    !(termEnds instanceof Uint32Array) ||
    !(table instanceof Uint32Array) ||
    !(postings instanceof Uint32Array) ||
    !(postingEnds instanceof Uint32Array) ||
    !(numbers instanceof Uint16Array || numbers instanceof Uint32Array) ||
    !(wordEnds instanceof Uint32Array)
  ) {
    throw damaged('its words are incomplete');
  }
  return { terms, termEnds, table, postings, postingEnds, words: numbers, wordEnds };
}
