import type { TextRange } from './text-range.ts';

/** A word in every form in which another text may have it: as written, and stemmed in each language known. */
export type WordForms = readonly string[];

/** A sentence, or a row of a table, which is read as one. */
export interface ReadSentence extends TextRange {
  /** Of a row. */
  readonly row?: {
    /** All rows of its table. */
    readonly table: TextRange;
    /** What the row is read with: the first row, which most likely names the columns; `null` of that itself. */
    readonly header: TextRange | null;
    /** Whether this one surely names the columns, and says nothing by itself. */
    readonly isHeader: boolean;
  };
}

/** Port: how texts are taken apart so that they can be compared by their words. */
export interface TextReader {
  /** The sentences in order, without the white space around them. */
  sentences(text: string): readonly ReadSentence[];
  /** The distinct words that tell something; none where there are only stop words. */
  telling(text: string): readonly WordForms[];
  /** All forms of all words. */
  words(text: string): ReadonlySet<string>;
  /** Whether capitals mark nouns in the language of the text, and so tell no names. */
  capitalisesNouns(text: string): boolean;
}
