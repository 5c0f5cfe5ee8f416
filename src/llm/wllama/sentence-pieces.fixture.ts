import { tokenTypes } from './gguf-header.ts';
import type { GgufValue } from './gguf-value.ts';
import { type FixtureVocabulary, ownMerges } from './random-gguf.fixture.ts';

/** A vocabulary as SentencePiece makes them: pieces with scores, and a token for each byte. */
export function sentencePieceVocabulary({ addsSpacePrefix = true } = {}): FixtureVocabulary {
  const words = ownMerges()
    .map((merge) => merge.replace(' ', '').replaceAll('Ġ', '\u2581').replaceAll('Ċ', '\n'))
    .filter((piece) => /^[\u2581\n!-~]+$/.test(piece));
  const letters = [...new Set([...words.join(''), ...'éüñ東京'])];
  const pieces = [...new Set([...words, ...letters])];
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  );
  const tokens = ['<unk>', '<s>', '</s>', ...bytes, ...pieces];
  const types = tokens.map((_, id) => {
    if (id === 0) return tokenTypes.unknown;
    if (id < 3) return tokenTypes.control;
    return id < 3 + bytes.length ? tokenTypes.byte : tokenTypes.normal;
  });
  const idOf = (token: string): GgufValue => ({ type: 'u32', value: tokens.indexOf(token) });
  return {
    tokens,
    metadata: {
      'tokenizer.ggml.model': { type: 'string', value: 'llama' },
      'tokenizer.ggml.pre': { type: 'string', value: 'default' },
      'tokenizer.ggml.tokens': { type: 'array', of: 'string', values: tokens },
      'tokenizer.ggml.token_type': { type: 'array', of: 'i32', values: types },
      // Some share a score, so that place decides.
      'tokenizer.ggml.scores': {
        type: 'array',
        of: 'f32',
        values: tokens.map((_, id) => -Math.floor(id / 3)),
      },
      'tokenizer.ggml.bos_token_id': idOf('<s>'),
      'tokenizer.ggml.eos_token_id': idOf('</s>'),
      'tokenizer.ggml.unknown_token_id': idOf('<unk>'),
      'tokenizer.ggml.add_space_prefix': { type: 'bool', value: addsSpacePrefix },
      'tokenizer.chat_template': { type: 'string', value: '[INST] {{ message }} [/INST]' },
    },
    biasOf: (id) => (types[id] === tokenTypes.normal ? 0 : -12),
  };
}
