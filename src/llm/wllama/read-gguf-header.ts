import { asError } from '../as-error.ts';
import { CutShort, GgufCursor, Implausible, NeedsMore, type RawValue } from './gguf-cursor.ts';
import type { GgufFailure, GgufFailureCode } from './gguf-failure.ts';
import type { GgufHeader, GgufVocabulary } from './gguf-header.ts';
import { ggufTensorTypes } from './gguf-tensor-types.ts';

export type GgufHeaderResult =
  | { readonly ok: true; readonly header: GgufHeader }
  | { readonly ok: false; readonly failure: GgufFailure };

const firstBytes = 1 << 20;
/** The longest vocabulary known, of 262,000 tokens, takes about 15 MB. */
const longestHeader = 1 << 27;

/**
 * Reads what a GGUF file says of itself, fetching no more of it than that takes. Nothing in it is believed:
 * lengths are held against the file's size, and the tensors have to lie within the file (a shortened file
 * loads "successfully" in wllama 3.8.1 and fails at the first token; facts/wllama.md, 6.1).
 */
export async function readGgufHeader(file: Blob): Promise<GgufHeaderResult> {
  for (let length = firstBytes; ; length *= 2) {
    try {
      const bytes = new Uint8Array(await file.slice(0, length).arrayBuffer());
      return { ok: true, header: parseHeader(new GgufCursor(bytes, file.size), file.size) };
    } catch (thrown) {
      if (thrown instanceof NeedsMore && length < file.size && length < longestHeader) continue;
      return { ok: false, failure: toFailure(thrown) };
    }
  }
}

class Refused extends Error {
  readonly code: GgufFailureCode;
  constructor(code: GgufFailureCode) {
    super(code);
    this.code = code;
  }
}

function toFailure(thrown: unknown): GgufFailure {
  if (thrown instanceof Refused) return { code: thrown.code, message: messages[thrown.code]() };
  if (thrown instanceof NeedsMore || thrown instanceof CutShort)
    return { code: 'cut-short', message: messages['cut-short']() };
  const { message } = asError(thrown);
  return {
    code: 'damaged',
    message: messages.damaged(thrown instanceof Implausible ? `it has ${message}` : message),
  };
}

const messages: Readonly<Record<GgufFailureCode, (detail?: string) => string>> = {
  'no-gguf': () =>
    'This is no GGUF file. A model for the processor is one file, or a numbered series of files, whose name ends in .gguf.',
  unsupported: () =>
    'This GGUF file is of a version that can’t be read here. Look for a newer conversion of the model.',
  'cut-short': () =>
    'The end of this file is missing: a download that broke off, most likely. Get the file again.',
  damaged: (detail) => `This GGUF file is damaged: ${detail}. Get the file again.`,
};

function parseHeader(cursor: GgufCursor, fileBytes: number): GgufHeader {
  if (fileBytes < 24 || cursor.number('u32') !== magic) throw new Refused('no-gguf');
  const version = cursor.number('u32');
  if (version !== 2 && version !== 3) throw new Refused('unsupported');
  const tensors = cursor.count(24);
  const entries = cursor.count(13);
  const metadata = new Map<string, RawValue>();
  for (let left = entries; left > 0; left -= 1) metadata.set(cursor.key(), cursor.value());
  return {
    ...describe(metadata),
    ...readTensors(cursor, tensors, number(metadata, 'general.alignment') ?? 32, fileBytes),
  };
}

/** "GGUF", read as a little-endian number. */
const magic = 0x46554747;

function describe(metadata: ReadonlyMap<string, RawValue>): Omit<GgufHeader, 'weights' | 'quantisation'> {
  const architecture = string(metadata, 'general.architecture') ?? '';
  const splitCount = number(metadata, 'split.count') ?? 1;
  return {
    architecture,
    name: string(metadata, 'general.name') ?? '',
    trainedWindow: number(metadata, `${architecture}.context_length`),
    layers: number(metadata, `${architecture}.block_count`),
    kvBytesPerToken: kvBytesPerToken(metadata, architecture),
    chatTemplate: string(metadata, 'tokenizer.chat_template'),
    vocabulary: readVocabulary(metadata),
    instructions: string(metadata, 'pagefile.instructions'),
    temperature: number(metadata, 'pagefile.temperature'),
    split: splitCount > 1 ? { index: number(metadata, 'split.no') ?? 0, count: splitCount } : null,
  };
}

/** Two bytes for each number of a key and a value, in every layer. Layers may differ in their heads. */
function kvBytesPerToken(metadata: ReadonlyMap<string, RawValue>, architecture: string): number | null {
  const of = (name: string) => metadata.get(`${architecture}.${name}`);
  const layers = of('block_count');
  const heads = of('attention.head_count');
  const width = of('embedding_length');
  if (typeof layers !== 'number' || typeof width !== 'number') return null;
  const largestHeads = typeof heads === 'number' ? heads : Math.max(0, ...numbers(heads));
  if (largestHeads <= 0) return null;
  const kvHeads = of('attention.head_count_kv') ?? heads;
  const headsInAll =
    typeof kvHeads === 'number' ? kvHeads * layers : numbers(kvHeads).reduce((sum, each) => sum + each, 0);
  const keyLength = of('attention.key_length') ?? width / largestHeads;
  const valueLength = of('attention.value_length') ?? width / largestHeads;
  if (typeof keyLength !== 'number' || typeof valueLength !== 'number') return null;
  return 2 * headsInAll * (keyLength + valueLength);
}

function readVocabulary(metadata: ReadonlyMap<string, RawValue>): GgufVocabulary | null {
  const tokens = strings(metadata.get('tokenizer.ggml.tokens'));
  const model = string(metadata, 'tokenizer.ggml.model');
  if (model === null || tokens.length === 0) return null;
  return {
    model,
    pre: string(metadata, 'tokenizer.ggml.pre') ?? '',
    tokens,
    types: numbers(metadata.get('tokenizer.ggml.token_type')),
    scores: numbers(metadata.get('tokenizer.ggml.scores')),
    merges: strings(metadata.get('tokenizer.ggml.merges')),
    bosId: number(metadata, 'tokenizer.ggml.bos_token_id'),
    eosId: number(metadata, 'tokenizer.ggml.eos_token_id'),
    addsBos: flag(metadata, 'tokenizer.ggml.add_bos_token'),
    addsEos: flag(metadata, 'tokenizer.ggml.add_eos_token'),
    addsSpacePrefix: flag(metadata, 'tokenizer.ggml.add_space_prefix'),
  };
}

/** Checks that the tensors lie within the file, and counts their weights. */
function readTensors(
  cursor: GgufCursor,
  count: number,
  alignment: number,
  fileBytes: number,
): Pick<GgufHeader, 'weights' | 'quantisation'> {
  const weightsOfType = new Map<string, number>();
  let dataBytes = 0;
  for (let left = count; left > 0; left -= 1) {
    cursor.key();
    const weights = readShape(cursor);
    const id = cursor.number('u32');
    const type = ggufTensorTypes.get(id) ?? { name: `type ${id}`, block: 1, bytes: 0 };
    const bytes = Math.ceil(weights / type.block) * type.bytes;
    dataBytes = Math.max(dataBytes, cursor.number('u64') + bytes);
    weightsOfType.set(type.name, (weightsOfType.get(type.name) ?? 0) + weights);
  }
  if (alignment <= 0) throw new Implausible(`an alignment of ${alignment}`);
  const dataStart = Math.ceil(cursor.at / alignment) * alignment;
  if (dataBytes > 0 && dataStart + dataBytes > fileBytes) throw new CutShort();
  const mostFirst = [...weightsOfType].sort(([, one], [, other]) => other - one);
  return {
    weights: mostFirst.reduce((sum, [, weights]) => sum + weights, 0),
    quantisation: mostFirst[0]?.[0] ?? '',
  };
}

/** The number of weights in a tensor: the product of at most four sizes. */
function readShape(cursor: GgufCursor): number {
  const dimensions = cursor.number('u32');
  if (dimensions > 4) throw new Implausible(`a tensor of ${dimensions} dimensions`);
  let weights = 1;
  for (let left = dimensions; left > 0; left -= 1) weights *= cursor.number('u64');
  if (!Number.isSafeInteger(weights)) throw new Implausible('a tensor larger than any file');
  return weights;
}

function string(metadata: ReadonlyMap<string, RawValue>, key: string): string | null {
  const value = metadata.get(key);
  return typeof value === 'string' ? value : null;
}

function number(metadata: ReadonlyMap<string, RawValue>, key: string): number | null {
  const value = metadata.get(key);
  return typeof value === 'number' ? value : null;
}

function flag(metadata: ReadonlyMap<string, RawValue>, key: string): boolean | null {
  const value = metadata.get(key);
  return typeof value === 'boolean' ? value : null;
}

function numbers(value: RawValue | undefined): number[] {
  return Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];
}

function strings(value: RawValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
