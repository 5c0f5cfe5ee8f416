/** What a GGUF file says of the model in it. Of a split model's files only the first says all of it. */
export interface GgufHeader {
  /** Such as `llama` or `qwen2`: what the engine has to know. */
  readonly architecture: string;
  /** Empty when the file doesn't say. */
  readonly name: string;
  /** Weights in this very file. */
  readonly weights: number;
  /** The type that most weights have, such as "Q8_0". */
  readonly quantisation: string;
  /** The longest window it was trained for, in tokens; `null` when the file doesn't say. */
  readonly trainedWindow: number | null;
  readonly layers: number | null;
  /** Bytes that the KV cache takes a token at half precision; `null` when the file doesn't say enough. */
  readonly kvBytesPerToken: number | null;
  /** A Jinja template; only its family is told from it. */
  readonly chatTemplate: string | null;
  /** `null` in the later files of a split model. */
  readonly vocabulary: GgufVocabulary | null;
  /** The wording of system instructions that the model was trained on (our own key `pagefile.instructions`). */
  readonly instructions: string | null;
  /** The sampling temperature that the model wants (our own key `pagefile.temperature`). */
  readonly temperature: number | null;
  /** Which file of how many this is; `null` for a model in one file. */
  readonly split: { readonly index: number; readonly count: number } | null;
}

/** `tokenizer.ggml.*`, under llama.cpp's names (src/llama-vocab.cpp). */
export interface GgufVocabulary {
  /** `gpt2`: byte-level BPE; `llama`: SentencePiece BPE; there are others. */
  readonly model: string;
  /** Which words text is cut into before merging; empty when the file doesn't say. */
  readonly pre: string;
  readonly tokens: readonly string[];
  /** One for each token, see `tokenTypes`; empty when the file doesn't say. */
  readonly types: readonly number[];
  readonly scores: readonly number[];
  /** Each `left right`, in the order in which they apply. */
  readonly merges: readonly string[];
  readonly bosId: number | null;
  readonly eosId: number | null;
  readonly addsBos: boolean | null;
  readonly addsEos: boolean | null;
  readonly addsSpacePrefix: boolean | null;
}

/** llama.cpp's `llama_token_type` (include/llama.h). */
export const tokenTypes = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5, byte: 6 } as const;
