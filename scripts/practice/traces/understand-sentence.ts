import type { ArchivalFact } from './archival-facts.ts';
import { archivalAsks } from './archival-facts.ts';
import { type CoreKind, coreKinds } from './core-kinds.ts';
import { type RecallKind, recallKinds } from './recall-kinds.ts';

/** What one sentence says, to whoever knows the phrases. */
export type Meaning =
  | { readonly type: 'tell-core'; readonly kind: CoreKind; readonly value: string }
  | { readonly type: 'ask-core'; readonly kind: CoreKind }
  | {
      readonly type: 'tell-recall';
      readonly kind: RecallKind;
      readonly thing: string;
      readonly value: string;
    }
  | { readonly type: 'ask-recall'; readonly kind: RecallKind; readonly thing: string }
  | { readonly type: 'tell-archival'; readonly fact: ArchivalFact }
  /** "code of the keeper of Melira" has the attributes `code`, `keeper`: the last is looked up first. */
  | { readonly type: 'ask-archival'; readonly attributes: readonly string[]; readonly key: string };

interface Pattern {
  readonly pattern: RegExp;
  readonly read: (groups: readonly string[]) => Meaning;
}

const word = '([A-Z][a-z]+)';

/** Matches a phrase in which `*` stands for `value` and `#` for a thing. */
function phrasePattern(phrase: string, value = word): RegExp {
  const source = phrase.replaceAll(/[.?]/g, '\\$&').replaceAll('*', value).replaceAll('#', '([a-z]+)');
  return new RegExp(`^${source}$`);
}

const corePatterns = coreKinds.flatMap((kind): Pattern[] => {
  const value = kind.values ? '(.+)' : word;
  return [...kind.tells, kind.answer].map((phrase) => ({
    pattern: phrasePattern(phrase, value),
    read: ([found = '']) => ({ type: 'tell-core', kind, value: found }),
  }));
});

const coreAsks = new Map(coreKinds.flatMap((kind) => kind.asks.map((ask) => [ask, kind] as const)));

const recallPatterns = recallKinds.flatMap((kind): Pattern[] => [
  ...[kind.tell, kind.answer].map(
    (phrase): Pattern => ({
      pattern: phrasePattern(phrase),
      read: ([thing = '', value = '']) => ({ type: 'tell-recall', kind, thing, value }),
    }),
  ),
  ...kind.asks.map(
    (phrase): Pattern => ({
      pattern: phrasePattern(phrase),
      read: ([thing = '']) => ({ type: 'ask-recall', kind, thing }),
    }),
  ),
]);

const archivalPatterns: readonly Pattern[] = [
  {
    pattern: new RegExp(`^The ([a-z]+) of ${word} is ${word}\\.$`),
    read: ([attribute = '', key = '', value = '']) => ({
      type: 'tell-archival',
      fact: { attribute, key, value },
    }),
  },
  ...archivalAsks.map(
    (ask): Pattern => ({
      pattern: phrasePattern(ask, `((?:[a-z]+ of (?:the )?)+)${word}`),
      read: ([path = '', key = '']) => ({
        type: 'ask-archival',
        attributes: path.split(/ of (?:the )?/).filter((it) => it !== ''),
        key,
      }),
    }),
  ),
];

const patterns: readonly Pattern[] = [...corePatterns, ...recallPatterns, ...archivalPatterns];

const known = new Map<string, Meaning | null>();
const mostKnown = 20_000;

/** `null` where the sentence is none of the phrases that tell or ask for a fact. */
export function understandSentence(sentence: string): Meaning | null {
  const before = known.get(sentence);
  if (before !== undefined) return before;
  if (known.size > mostKnown) known.clear();
  const meaning = match(sentence);
  known.set(sentence, meaning);
  return meaning;
}

function match(sentence: string): Meaning | null {
  const asked = coreAsks.get(sentence);
  if (asked) return { type: 'ask-core', kind: asked };
  for (const { pattern, read } of patterns) {
    const found = pattern.exec(sentence);
    if (found) return read(found.slice(1));
  }
  return null;
}

/** What the sentences of a text say, in order. */
export function understandText(text: string): Meaning[] {
  return text
    .split(/(?<=[.?:])\s+/)
    .map((sentence) => understandSentence(sentence.charAt(0).toUpperCase() + sentence.slice(1)))
    .filter((meaning) => meaning !== null);
}
