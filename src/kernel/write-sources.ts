import { type EditGrounds, isAmong, tellingWords } from './judge-edit.ts';
import type { Passage } from './passage.ts';

/** Of the words that are not the person's, the share that makes a document a source of them by itself. */
const CLEAR_SHARE = 0.5;
/** The same where it has more than one of them: one word alone is in many documents. */
const LEAST_SHARE = 0.3;

/**
 * The documents that the words of a write come from: those whose passages in the window have the words that the
 * person did not say. Notes pass on their own sources. The document that has most of them comes first.
 */
export function writeSources(
  written: string,
  passages: readonly Passage[],
  grounds: Pick<EditGrounds, 'said' | 'told' | 'reader'>,
): string[] {
  const { said, reader } = grounds;
  const own = reader.words(said.join('\n'));
  const foreign = tellingWords(written, grounds).filter((forms) => !isAmong(forms, own));
  if (foreign.length === 0) return [];
  const shares = [...textsByDocument(passages)].map(([id, texts]) => {
    const words = reader.words(texts.join('\n'));
    const count = foreign.filter((forms) => isAmong(forms, words)).length;
    return { id, count, share: count / foreign.length };
  });
  return shares
    .filter(({ count, share }) => share >= (count > 1 ? LEAST_SHARE : CLEAR_SHARE))
    .sort((one, other) => other.share - one.share)
    .map(({ id }) => id);
}

function textsByDocument(passages: readonly Passage[]): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const { documentId, sources = [], text, headingPath } of passages) {
    for (const id of documentId === null ? sources : [documentId]) {
      texts.set(id, [...(texts.get(id) ?? []), ...headingPath, text]);
    }
  }
  return texts;
}
