/** What the engine side has to know of a model beyond what the person is shown. */
export interface ModelTraits {
  /** Stem of the compiled library's file name: several models share one (web-llm 0.2.86, prebuilt list). */
  readonly library: string;
  /**
   * Largest single GPU buffer in MB of 10^6 bytes: the embedding table at four bits, vocabulary times width
   * over two. Computed from the models' published shapes, not measured.
   */
  readonly largestBufferMb: number;
  /** Writes a think block unless told not to; then web-llm puts an empty one in front of the output. */
  readonly thinks: boolean;
}

const traits: Readonly<Record<string, ModelTraits>> = {
  'Qwen2.5-0.5B-Instruct': { library: 'Qwen2-0.5B-Instruct', largestBufferMb: 69, thinks: false },
  'Llama-3.2-1B-Instruct': { library: 'Llama-3.2-1B-Instruct', largestBufferMb: 132, thinks: false },
  'Qwen2.5-1.5B-Instruct': { library: 'Qwen2-1.5B-Instruct', largestBufferMb: 117, thinks: false },
  'Qwen3-1.7B': { library: 'Qwen3-1.7B', largestBufferMb: 156, thinks: true },
  'Llama-3.2-3B-Instruct': { library: 'Llama-3.2-3B-Instruct', largestBufferMb: 198, thinks: false },
  'Hermes-3-Llama-3.2-3B': { library: 'Llama-3.2-3B-Instruct', largestBufferMb: 198, thinks: false },
  'Qwen3-4B': { library: 'Qwen3-4B', largestBufferMb: 195, thinks: true },
  'Llama-3.1-8B-Instruct': { library: 'Llama-3_1-8B-Instruct', largestBufferMb: 263, thinks: false },
  'Qwen2.5-7B-Instruct': { library: 'Qwen2-7B-Instruct', largestBufferMb: 273, thinks: false },
};

/** Traits of a catalogue row by its id; for an unknown one what its name suggests. */
export function modelTraits(id: string): ModelTraits {
  return traits[id] ?? { library: id, largestBufferMb: 0, thinks: /^Qwen3-/.test(id) };
}
