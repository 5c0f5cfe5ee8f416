/** How a byte-level vocabulary cuts text into words before it merges their bytes. */
export interface PreTokenizer {
  /** Applied one after the other, each to the pieces of the one before; what none matches is kept as it is. */
  readonly patterns: readonly RegExp[];
  /** A word that is a token is taken whole, whatever the merges would make of it. */
  readonly takesWholeWords: boolean;
  /** A prompt begins with the token for it, unless the file says otherwise. */
  readonly addsBos: boolean;
  /** Whether llama.cpp's words are known; without that, pieces are cut so small that no count falls short. */
  readonly isExact: boolean;
}

// White space is what Unicode calls so, as in llama.cpp (src/unicode.cpp). JavaScript's \s differs: it has
// U+FEFF and lacks U+0085.
const contractions = "'(?:[sS]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])";
const spaces = String.raw`\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+`;
const letters = String.raw`[^\r\n\p{L}\p{N}]?\p{L}+`;
const marks = String.raw` ?[^\p{White_Space}\p{L}\p{N}]+[\r\n]*`;
const lineEnds = String.raw`\p{White_Space}*[\r\n]+`;
const upper = String.raw`(?:(?![a-z])\p{L})`;
const lower = String.raw`(?:(?![A-Z])\p{L})`;

const gpt2Words = String.raw`'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|${spaces}`;
const modernWords = (digits: string) => `${contractions}|${letters}|${digits}|${marks}|${lineEnds}|${spaces}`;
/** Words that change at a capital; `ending` follows each. */
const casedWords = (digits: string, ending: string) =>
  [
    String.raw`[^\r\n\p{L}\p{N}]?${upper}*${lower}+${ending}`,
    String.raw`[^\r\n\p{L}\p{N}]?${upper}+${lower}*${ending}`,
    digits,
    String.raw` ?[^\p{White_Space}\p{L}\p{N}]+[\r\n/]*`,
    lineEnds,
    spaces,
  ].join('|');

const byName: Readonly<Record<string, readonly string[]>> = {
  default: [String.raw`[\p{P}$+<=>^~|]+`, gpt2Words, String.raw`\p{N}+`, '[0-9][0-9][0-9]'],
  'gpt-2': [gpt2Words],
  smollm: [String.raw`\p{N}`, gpt2Words],
  'llama-bpe': [modernWords(String.raw`\p{N}{1,3}`)],
  qwen2: [modernWords(String.raw`\p{N}`)],
  tekken: [casedWords(String.raw`\p{N}`, '')],
  'gpt-4o': [casedWords(String.raw`\p{N}{1,3}`, `(?:${contractions})?`)],
};

/** Names under which llama.cpp cuts in one of the ways above (src/llama-vocab.cpp, `tokenizer_pre`). */
const aliases: Readonly<Record<string, string>> = {
  '': 'default',
  'phi-2': 'gpt-2',
  olmo: 'gpt-2',
  mpt: 'gpt-2',
  exaone4: 'gpt-2',
  starcoder: 'smollm',
  refact: 'smollm',
  'command-r': 'smollm',
  codeshell: 'smollm',
  exaone: 'smollm',
  'minerva-7b': 'smollm',
  llama3: 'llama-bpe',
  'llama-v3': 'llama-bpe',
  falcon3: 'llama-bpe',
  'falcon-h1': 'llama-bpe',
  pixtral: 'llama-bpe',
  lfm2: 'llama-bpe',
  'midm-2.0': 'llama-bpe',
  stablelm2: 'qwen2',
  'deepseek-r1-qwen': 'qwen2',
  megrez: 'qwen2',
  hunyuan: 'qwen2',
  llama4: 'gpt-4o',
};

const takingWholeWords = ['llama-bpe', 'tekken'];

export function preTokenizer(pre: string): PreTokenizer {
  const name = Object.hasOwn(aliases, pre) ? (aliases[pre] ?? '') : pre;
  const sources = Object.hasOwn(byName, name) ? byName[name] : undefined;
  return {
    patterns: (sources ?? [finestWords]).map((source) => new RegExp(source, 'gu')),
    takesWholeWords: takingWholeWords.includes(name),
    addsBos: takingWholeWords.includes(name),
    isExact: sources !== undefined,
  };
}

/** Nobody cuts finer than this. */
const finestWords = '[A-Z]?[a-z]+|[^]';
