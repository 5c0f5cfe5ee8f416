/** One model that can be had: figures from web-llm's prebuilt list. */
export interface ModelRow {
  /** Stem of web-llm's model id, without precision and suffix; our own name for the model. */
  readonly id: string;
  readonly name: string;
  readonly parameters: string;
  /** GPU memory at 4,096 tokens, in MB of 10^6 bytes, for half and for single precision. */
  readonly memoryMb: { readonly f16: number; readonly f32: number };
  /** Download in MB, about: four-bit weights; the exact size is not in the prebuilt list. */
  readonly downloadMb: number;
  readonly licence: string;
  readonly goodFor: string;
}

/**
 * The models on offer, smallest first. Memory is `vram_required_MB` of web-llm 0.2.86's prebuilt list. The
 * download is an estimate, parameters times 4.5 bits (a four-bit weight and its share of the scales); what a
 * download really holds is shown while it runs. Licences and aptitude are general knowledge, not measured.
 */
export const catalogue: readonly ModelRow[] = [
  {
    id: 'Qwen2.5-0.5B-Instruct',
    name: 'Qwen 2.5 0.5B',
    parameters: '0.5B',
    memoryMb: { f16: 945, f32: 1060 },
    downloadMb: 280,
    licence: 'Apache-2.0',
    goodFor: 'Trying it out, and weak devices. Often picks the wrong function.',
  },
  {
    id: 'Llama-3.2-1B-Instruct',
    name: 'Llama 3.2 1B',
    parameters: '1.2B',
    memoryMb: { f16: 879, f32: 1129 },
    downloadMb: 700,
    licence: 'Llama 3.2 Community',
    goodFor: 'Phones and tablets: the most for under 1 GB of memory.',
  },
  {
    id: 'Qwen2.5-1.5B-Instruct',
    name: 'Qwen 2.5 1.5B',
    parameters: '1.5B',
    memoryMb: { f16: 1630, f32: 1889 },
    downloadMb: 870,
    licence: 'Apache-2.0',
    goodFor: 'Laptops without a graphics card. A longer window costs little.',
  },
  {
    id: 'Qwen3-1.7B',
    name: 'Qwen 3 1.7B',
    parameters: '1.7B',
    memoryMb: { f16: 2037, f32: 2635 },
    downloadMb: 970,
    licence: 'Apache-2.0',
    goodFor: 'Better at calling functions than others of its size. A longer window costs much memory.',
  },
  {
    id: 'Llama-3.2-3B-Instruct',
    name: 'Llama 3.2 3B',
    parameters: '3.2B',
    memoryMb: { f16: 2264, f32: 2952 },
    downloadMb: 1810,
    licence: 'Llama 3.2 Community',
    goodFor: 'Good conversation on a recent laptop.',
  },
  {
    id: 'Hermes-3-Llama-3.2-3B',
    name: 'Hermes 3 3B',
    parameters: '3.2B',
    memoryMb: { f16: 2264, f32: 2952 },
    downloadMb: 1810,
    licence: 'Llama 3.2 Community',
    goodFor: 'Trained on function calls and JSON, on a recent laptop.',
  },
  {
    id: 'Qwen3-4B',
    name: 'Qwen 3 4B',
    parameters: '4B',
    memoryMb: { f16: 3432, f32: 4328 },
    downloadMb: 2260,
    licence: 'Apache-2.0',
    goodFor: 'The best start on a desktop computer with a graphics card.',
  },
  {
    id: 'Llama-3.1-8B-Instruct',
    name: 'Llama 3.1 8B',
    parameters: '8B',
    memoryMb: { f16: 5001, f32: 6101 },
    downloadMb: 4520,
    licence: 'Llama 3.1 Community',
    goodFor: 'A graphics card with 8 GB or more.',
  },
  {
    id: 'Qwen2.5-7B-Instruct',
    name: 'Qwen 2.5 7B',
    parameters: '7.6B',
    memoryMb: { f16: 5107, f32: 5900 },
    downloadMb: 4290,
    licence: 'Apache-2.0',
    goodFor: 'A graphics card with 8 GB or more. A longer window costs little.',
  },
];
