import type { TextRange } from '../kernel/text-range.ts';
import { foldWords } from '../retrieval/fold-words.ts';
import { readQuery } from '../retrieval/read-query.ts';
import { splitWords } from '../retrieval/split-words.ts';
import { tellLanguage } from '../retrieval/tell-language.ts';

/** As much of a text as a list of hits can show, around the sentence that matches. */
export interface TextStretch {
  readonly text: string;
  readonly cutStart: boolean;
  readonly cutEnd: boolean;
  /** The matching sentence within `text`. */
  readonly sentence: TextRange | null;
  /** The query's words within `text`, in order; none where the text was found by meaning. */
  readonly words: readonly TextRange[];
}

/** UTF-16 units around the beginning of the matching sentence: before it, and from there on. */
const before = 200;
const after = 500;

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;
const unspacedScripts =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** A message may be a megabyte long: only what can be shown of it leaves for the page, with the query's words. */
export function textStretch(text: string, sentence: TextRange | null, query: string): TextStretch {
  const at = sentence?.start ?? 0;
  const start = outsidePair(text, Math.max(0, at - before));
  const end = outsidePair(text, Math.min(text.length, at + after));
  const shown = text.slice(start, end);
  return {
    text: shown,
    cutStart: start > 0,
    cutEnd: end < text.length,
    sentence: sentence && { start: at - start, end: Math.min(sentence.end, end) - start },
    words: queriedWords(shown, query),
  };
}

/** Where words of the query stand, in whatever form: as the search compares them, and without its stop words. */
function queriedWords(text: string, query: string): TextRange[] {
  const asked = new Set(readQuery(query).terms.flat());
  const language = tellLanguage(splitWords(text));
  return wordsOf(text).filter(({ start, end }) =>
    foldWords(text.slice(start, end), language).some((word) => asked.has(word)),
  );
}

function wordsOf(text: string): TextRange[] {
  const words: TextRange[] = [];
  for (const { 0: run, index } of text.matchAll(wordPattern)) {
    if (!unspacedScripts.test(run)) words.push({ start: index, end: index + run.length });
    else {
      for (const { segment, index: within } of segmenter.segment(run)) {
        words.push({ start: index + within, end: index + within + segment.length });
      }
    }
  }
  return words;
}

/** Never between the halves of a surrogate pair. */
function outsidePair(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
