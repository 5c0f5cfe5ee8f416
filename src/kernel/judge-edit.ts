import type { ProposalCause } from './proposal.ts';
import type { TextReader, WordForms } from './text-reader.ts';

/** Least share of an edit's content words that the person must have said. */
export const LEAST_OWN_SHARE = 0.8;
/** So many words in a row that only material has are a quotation. */
const QUOTED_WORDS = 5;

/**
 * Words by which notes speak of a person without telling anything of them: how the model refers to who it talks
 * with, and how a sentence in a notebook begins. They count neither for nor against an edit.
 */
const neutral: ReadonlySet<string> = new Set(
  `user users person human persona assistant companion name named names called goes likes like liked prefers prefer
  preference preferences loves love enjoys enjoy lives live living works work working wants want asked asks says said
  told mentioned states stated noted is has note notes fact facts info information about currently current now also
  new old updated changed correction corrected previously formerly today yesterday
  nutzer nutzerin person mensch heißt name mag liebt wohnt lebt arbeitet möchte sagt sagte jetzt aktuell neu früher
  heute gestern bevorzugt notiz`.split(/\s+/),
);

/** An edit of a block, by its texts. */
export interface JudgedEdit {
  /** What the model wrote. */
  readonly written: string;
  /** The block before and after. */
  readonly before: string;
  readonly after: string;
}

/** What the edit is held against. */
export interface EditGrounds {
  readonly said: readonly string[];
  readonly material: readonly string[];
  /** What the system told by itself, such as the date: free to be used. */
  readonly told: string;
  readonly reader: TextReader;
}

/**
 * Whether a change of core memory rests on the person's own words, and so may be made at once: four fifths of
 * the content words that it brings into the block must be theirs, and no five words in a row may come only from a
 * document. Where it brings none, those that it puts in other order, or that it takes out, must be theirs. `null`
 * when it does; otherwise why not.
 *
 * Core memory steers every later answer. A document that says "remember that…" must not get there by itself.
 */
export function judgeEdit(edit: JudgedEdit, grounds: EditGrounds): ProposalCause | null {
  const { said, material, reader } = grounds;
  if (quotes(edit.written, material, [...said, edit.before])) return 'from-document';
  const stands = reader.words(edit.before);
  const brought = tellingWords(edit.written, grounds).filter((forms) => !isAmong(forms, stands));
  if (brought.length > 0) return isOwn(brought, grounds) ? null : 'not-said';
  const kept = tellingWords(edit.written, grounds);
  if (kept.length > 0 && isOwn(kept, grounds)) return null;
  const left = reader.words(edit.after);
  const taken = tellingWords(edit.before, grounds).filter((forms) => !isAmong(forms, left));
  return isOwn(taken, grounds) ? null : 'removes';
}

/** The words of a text that tell something, those that the system told left out. */
export function tellingWords(
  text: string,
  { said, told, reader }: Pick<EditGrounds, 'said' | 'told' | 'reader'>,
): WordForms[] {
  const given = reader.words(told);
  const words = reader.words(text);
  // A line by itself is too short to tell its language, and so its stop words.
  return reader
    .telling([text, ...said].join('\n'))
    .filter((forms) => isAmong(forms, words) && !isAmong(forms, given))
    .filter((forms) => !forms.some((form) => neutral.has(form)));
}

export function isAmong(forms: WordForms, words: ReadonlySet<string>): boolean {
  return forms.some((form) => words.has(form));
}

function isOwn(words: readonly WordForms[], { said, reader }: EditGrounds): boolean {
  const own = reader.words(said.join('\n'));
  return words.filter((forms) => isAmong(forms, own)).length >= LEAST_OWN_SHARE * words.length;
}

function quotes(written: string, material: readonly string[], own: readonly string[]): boolean {
  const sequences = sequencesOf(written);
  if (sequences.size === 0) return false;
  const foreign = new Set(material.flatMap((text) => [...sequencesOf(text)]));
  const theirs = new Set(own.flatMap((text) => [...sequencesOf(text)]));
  return [...sequences].some((sequence) => foreign.has(sequence) && !theirs.has(sequence));
}

/** Every five words in a row; in scripts without spaces every five characters. */
function sequencesOf(text: string): Set<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]|[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const sequences = new Set<string>();
  for (let at = 0; at + QUOTED_WORDS <= words.length; at++) {
    sequences.add(words.slice(at, at + QUOTED_WORDS).join(' '));
  }
  return sequences;
}
