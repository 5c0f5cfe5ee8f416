import { type GgufNumberType, ggufNumbers, ggufTypeIds } from './gguf-numbers.ts';
import type { GgufValue } from './gguf-value.ts';
import { toHalf } from './half-float.ts';

/** A tensor to be written; `data` is rounded to `type`. */
export interface GgufTensor {
  readonly name: string;
  /** ggml's order: the contiguous (input) dimension first. For `q8_0` it is a multiple of 32. */
  readonly shape: readonly number[];
  readonly type: GgufTensorType;
  readonly data: Float32Array;
}

export type GgufTensorType = 'f32' | 'f16' | 'q8_0';

export interface GgufContent {
  readonly metadata: Readonly<Record<string, GgufValue>>;
  readonly tensors: readonly GgufTensor[];
}

/** Everything in the file begins at a multiple of this; llama.cpp's default. */
const alignment = 32;
const blockWeights = 32;
const typeIds: Record<GgufTensorType, number> = { f32: 0, f16: 1, q8_0: 8 };

/**
 * A whole GGUF file, version 3, little-endian (ggml's docs/gguf.md).
 *
 * @throws RangeError when a tensor's data don't fill its shape, or can't be divided into blocks
 */
export function writeGguf({ metadata, tensors }: GgufContent): Uint8Array<ArrayBuffer> {
  const header = new GgufHeader();
  header.ascii('GGUF');
  header.number('u32', 3);
  header.number('u64', tensors.length);
  header.number('u64', Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) header.entry(key, value);
  const dataBytes = header.tensorTable(tensors);
  const dataStart = aligned(header.length);
  const file = new Uint8Array(dataStart + dataBytes);
  file.set(header.bytes());
  let offset = dataStart;
  for (const tensor of tensors) {
    writeTensor(new DataView(file.buffer, offset), tensor);
    offset += aligned(tensorBytes(tensor));
  }
  return file;
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

function tensorBytes({ name, shape, type, data }: GgufTensor): number {
  const weights = shape.reduce((product, size) => product * size, 1);
  if (weights !== data.length) throw new RangeError(`${name} has ${data.length} weights, not ${weights}.`);
  if (type === 'f32') return 4 * weights;
  if (type === 'f16') return 2 * weights;
  if ((shape[0] ?? 0) % blockWeights !== 0) throw new RangeError(`${name} can't be divided into blocks.`);
  return (weights / blockWeights) * (2 + blockWeights);
}

function typeId(type: GgufNumberType | keyof typeof ggufTypeIds): number {
  return type === 'bool' || type === 'string' || type === 'array' ? ggufTypeIds[type] : ggufNumbers[type].id;
}

/** The part in front of the tensors' data. */
class GgufHeader {
  #buffer = new Uint8Array(1 << 16);
  #view = new DataView(this.#buffer.buffer);
  length = 0;

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.length);
  }

  entry(key: string, value: GgufValue): void {
    this.string(key);
    this.number('u32', typeId(value.type));
    if (value.type === 'array') this.#array(value);
    else if (value.type === 'string') this.string(value.value);
    else if (value.type === 'bool') this.number('u8', value.value ? 1 : 0);
    else this.number(value.type, value.value);
  }

  #array(value: Extract<GgufValue, { type: 'array' }>): void {
    this.number('u32', typeId(value.of));
    this.number('u64', value.values.length);
    if (value.of === 'string') for (const text of value.values) this.string(text);
    else if (value.of === 'bool') for (const flag of value.values) this.number('u8', flag ? 1 : 0);
    else for (const item of value.values) this.number(value.of, item);
  }

  /** Returns how many bytes the data take, each tensor padded. */
  tensorTable(tensors: readonly GgufTensor[]): number {
    let offset = 0;
    for (const tensor of tensors) {
      this.string(tensor.name);
      this.number('u32', tensor.shape.length);
      for (const size of tensor.shape) this.number('u64', size);
      this.number('u32', typeIds[tensor.type]);
      this.number('u64', offset);
      offset += aligned(tensorBytes(tensor));
    }
    return offset;
  }

  ascii(text: string): void {
    this.#append(new TextEncoder().encode(text));
  }

  string(text: string): void {
    const encoded = new TextEncoder().encode(text);
    this.number('u64', encoded.length);
    this.#append(encoded);
  }

  number(type: GgufNumberType, value: number): void {
    const { bytes, write } = ggufNumbers[type];
    this.#reserve(bytes);
    write(this.#view, this.length, value);
    this.length += bytes;
  }

  #append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.length + more));
    grown.set(this.bytes());
    this.#buffer = grown;
    this.#view = new DataView(grown.buffer);
  }
}

function writeTensor(view: DataView, { type, data }: GgufTensor): void {
  if (type === 'q8_0') writeBlocks(view, data);
  else if (type === 'f16')
    data.forEach((weight, index) => void view.setUint16(2 * index, toHalf(weight), true));
  else data.forEach((weight, index) => void view.setFloat32(4 * index, weight, true));
}

/** Blocks of 32 weights: a half-precision scale, then a signed byte for each (ggml's `block_q8_0`). */
function writeBlocks(view: DataView, data: Float32Array): void {
  let at = 0;
  for (let start = 0; start < data.length; start += blockWeights) {
    let largest = 0;
    for (let index = start; index < start + blockWeights; index += 1) {
      largest = Math.max(largest, Math.abs(data[index] ?? 0));
    }
    const scale = largest / 127;
    view.setUint16(at, toHalf(scale), true);
    at += 2;
    for (let index = start; index < start + blockWeights; index += 1) {
      view.setInt8(at, scale === 0 ? 0 : Math.round((data[index] ?? 0) / scale));
      at += 1;
    }
  }
}
