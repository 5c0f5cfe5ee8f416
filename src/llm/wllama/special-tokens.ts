import { type GgufVocabulary, tokenTypes } from './gguf-header.ts';

/** Taken as control tokens by their spelling, whatever type the file gives them (src/llama-vocab.cpp). */
const endTokens = new Set([
  '<|eot_id|>',
  '<|im_end|>',
  '<|end|>',
  '<end_of_turn>',
  '<turn|>',
  '<|endoftext|>',
  '<|end_of_text|>',
  '<|eom_id|>',
  '<|return|>',
  '<|call|>',
  '</s>',
  '<eos>',
  '<EOT>',
  '_<EOT>',
  '[EOT]',
  '[EOS]',
  '<end_of_utterance>',
]);

const specialTypes: readonly number[] = [tokenTypes.control, tokenTypes.userDefined, tokenTypes.unknown];

/** Texts that the engine reads as one token wherever they stand in a prompt. */
export function specialTokens({ tokens, types }: Pick<GgufVocabulary, 'tokens' | 'types'>): string[] {
  return tokens.filter(
    (text, id) =>
      text !== '' && (specialTypes.includes(types[id] ?? tokenTypes.normal) || endTokens.has(text)),
  );
}

/**
 * Those of them that steer the model. The others are ordinary texts with a token of their own, such as runs of
 * line ends.
 */
export function controlTokens({ tokens, types }: Pick<GgufVocabulary, 'tokens' | 'types'>): string[] {
  return tokens.filter((text, id) => {
    if (text === '') return false;
    const type = types[id];
    if (type === tokenTypes.userDefined) return endTokens.has(text) || /^<\|[^<>|]+\|?>$/.test(text);
    return type === tokenTypes.control || type === tokenTypes.unknown || endTokens.has(text);
  });
}
