import type { GgufTokenizer } from './gguf-tokenizer.ts';

/**
 * How many tokens each part adds to a prompt. Parts that don't begin with a special token are counted together
 * with what stands before them, since their first letters may join it.
 */
export function countParts(parts: readonly string[], tokenizer: GgufTokenizer): number[] {
  let open = '';
  let counted = 0;
  return parts.map((part, index) => {
    if (tokenizer.startsWithSpecial(part)) {
      open = '';
      counted = 0;
    }
    open += part;
    const total = tokenizer.encode(open).length;
    const added = total - counted;
    counted = total;
    return index === 0 ? added + tokenizer.bosTokens : added;
  });
}
