import type { GgufNumberType } from './gguf-numbers.ts';

/**
 * A value of GGUF metadata with the type under which it is written (GGUF v3). 64-bit integers are plain
 * numbers here: no count or size in a real file reaches 2^53.
 */
export type GgufValue =
  | { readonly type: GgufNumberType; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'array'; readonly of: GgufNumberType; readonly values: readonly number[] }
  | { readonly type: 'array'; readonly of: 'bool'; readonly values: readonly boolean[] }
  | { readonly type: 'array'; readonly of: 'string'; readonly values: readonly string[] };
