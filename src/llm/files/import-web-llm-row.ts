import type { WebLlmRow } from '../model-row.ts';
import { fieldsOf, isNumber, isString } from './fields.ts';
import { ImportFailure } from './import-failure.ts';
import { ownBaseUrl } from './own-base-url.ts';

export interface WebLlmFolder {
  readonly id: string;
  /** Of the folder; may be empty. */
  readonly name: string;
  readonly libraryName: string;
  readonly libraryUrl: string;
  readonly config: unknown;
  readonly manifest: unknown;
  /** Of all files. */
  readonly bytes: number;
}

/**
 * Beside weights and cache, in MB: an estimate. In web-llm's own records, what is left over lies between 50
 * (Llama 3.2 1B) and 620 (Qwen 2.5 0.5B, whose vocabulary is large).
 */
const workingMb = 300;
/** The window that a web-llm row's memory is stated at. */
const statedWindow = 4096;

/** What configuration and list of weights (mlc-llm's `mlc-chat-config.json`, `tensor-cache.json`) say of a model. */
export function webLlmOwnRow(folder: WebLlmFolder): WebLlmRow {
  const config = fieldsOf(folder.config);
  const quantisation = isString(config.quantization) ? config.quantization : '';
  const isHalf = /f16/.test(quantisation);
  const kvBytesPerToken = cacheBytes(fieldsOf(config.model_config));
  const cacheMb = ((kvBytesPerToken ?? 0) * statedWindow * (isHalf ? 1 : 2)) / 1e6;
  const memoryMb = Math.ceil(folder.bytes / 1e6 + cacheMb + workingMb);
  const window = config.context_window_size;
  return {
    engine: 'web-llm',
    origin: 'own',
    id: folder.id,
    name: folder.name || 'Your own model',
    parameters: /\d+([._]\d+)?[BM]\b/i.exec(folder.name)?.[0].replace('_', '.').toUpperCase() ?? '',
    downloadMb: Math.max(1, Math.round(folder.bytes / 1e6)),
    licence: 'Not stated',
    goodFor: `Your own folder${quantisation && `, ${quantisation}`}; library ${folder.libraryName}`,
    kvBytesPerToken,
    trainedWindow: isNumber(window) && window > 0 ? window : null,
    memoryMb: { f16: memoryMb, f32: memoryMb },
    baseUrl: ownBaseUrl(folder.id),
    libraryUrl: folder.libraryUrl,
    library: folder.libraryName.replace(/\.wasm$/, ''),
    largestBufferMb: Math.ceil(largestTensor(folder.manifest) / 1e6),
    // Of families that think, some models don't; an empty think block does those no harm.
    thinks: isString(config.model_type) && config.model_type.startsWith('qwen3'),
    ...(isHalf && { needsF16: true }),
  };
}

/** @throws ImportFailure when the configuration is of no model to talk to */
export function checkChatModel(config: unknown): void {
  const { model_type: type, conv_template: template } = fieldsOf(config);
  if (typeof template === 'object' && template !== null && !(isString(type) && /bert/.test(type))) return;
  throw new ImportFailure(
    'This folder holds a model that is not made to talk to: its configuration has no chat template. Nothing was ' +
      'kept. Choose a chat model.',
  );
}

/** At half precision: a key and a value of two bytes a number, in every layer. */
function cacheBytes(model: Readonly<Record<string, unknown>>): number | null {
  const { num_hidden_layers: layers, num_attention_heads: heads, hidden_size: width } = model;
  const kvHeads = model.num_key_value_heads ?? heads;
  const headWidth = model.head_dim ?? (isNumber(width) && isNumber(heads) ? width / heads : null);
  if (!isNumber(layers) || !isNumber(kvHeads) || !isNumber(headWidth)) return null;
  return layers * kvHeads * headWidth * 4;
}

/** In bytes: each tensor is one GPU buffer. 0 when the list doesn't say. */
function largestTensor(manifest: unknown): number {
  const { records: shards } = fieldsOf(manifest);
  if (!Array.isArray(shards)) return 0;
  const tensors = shards.flatMap((shard: unknown) => {
    const { records } = fieldsOf(shard);
    return Array.isArray(records) ? records : [];
  });
  const sizes = tensors.map((tensor: unknown) => fieldsOf(tensor).nbytes).filter(isNumber);
  return sizes.reduce((most, bytes) => Math.max(most, bytes), 0);
}
