import type { ModelOffer, ModelOffers, ModelStatus } from '../worker/app-protocol.ts';
import type { FilesState, ModelRow } from './models-state.ts';

type WebLlmRow = Extract<ModelRow, { engine: 'web-llm' }>;
type GgufRow = Extract<ModelRow, { engine: 'wllama' }>;

export function webLlmRow(change: Partial<WebLlmRow> & Pick<WebLlmRow, 'id' | 'name'>): WebLlmRow {
  return {
    engine: 'web-llm',
    origin: 'catalogue',
    parameters: '1.5B',
    downloadMb: 870,
    licence: 'Apache-2.0',
    goodFor: 'Laptops without a graphics card. A longer window costs little.',
    kvBytesPerToken: 28_672,
    trainedWindow: 32_768,
    memoryMb: { f16: 1630, f32: 1889 },
    library: 'Qwen2-1.5B-Instruct',
    largestBufferMb: 240,
    thinks: false,
    ...change,
  };
}

export function ggufRow(change: Partial<GgufRow> & Pick<GgufRow, 'id' | 'name'>): GgufRow {
  return {
    engine: 'wllama',
    origin: 'catalogue',
    parameters: '0.5B',
    downloadMb: 530,
    licence: 'Apache-2.0',
    goodFor: 'Without a graphics processor, on a fast desktop computer.',
    kvBytesPerToken: 12_288,
    trainedWindow: 32_768,
    memoryMb: 760,
    parts: [{ name: 'qwen2.5-0.5b-instruct-q8_0.gguf', url: 'https://models.example/qwen.gguf' }],
    ...change,
  };
}

/** An offer of a row, absent and fit unless told otherwise. */
export function offer(row: ModelRow, change: Partial<ModelOffer> = {}): ModelOffer {
  const base = (row.engine === 'web-llm' ? row.memoryMb.f16 : row.memoryMb) * 1e6;
  const windows = [2048, 4096, 8192, 16_384].map((tokens) => ({
    tokens,
    memoryBytes: base + (tokens - 4096) * (row.kvBytesPerToken ?? 0),
  }));
  return { row, files: { state: 'absent' }, obstacle: null, windows, check: null, speed: null, ...change };
}

const qwen4 = webLlmRow({
  id: 'Qwen3-4B',
  name: 'Qwen 3 4B',
  parameters: '4B',
  memoryMb: { f16: 3432, f32: 4328 },
  downloadMb: 2260,
  kvBytesPerToken: 147_456,
  goodFor: 'The best start on a desktop computer with a graphics card.',
});
const qwen15 = webLlmRow({ id: 'Qwen2.5-1.5B-Instruct', name: 'Qwen 2.5 1.5B' });
const qwen05 = webLlmRow({
  id: 'Qwen2.5-0.5B-Instruct',
  name: 'Qwen 2.5 0.5B',
  parameters: '0.5B',
  memoryMb: { f16: 945, f32: 1060 },
  downloadMb: 280,
  goodFor: 'Trying it out, and weak devices. Often picks the wrong function.',
});
const llama1 = webLlmRow({
  id: 'Llama-3.2-1B-Instruct',
  name: 'Llama 3.2 1B',
  parameters: '1.2B',
  memoryMb: { f16: 879, f32: 1129 },
  downloadMb: 700,
  licence: 'Llama 3.2 Community',
  goodFor: 'Phones and tablets: the most for under 1 GB of memory.',
});
const llama8 = webLlmRow({
  id: 'Llama-3.1-8B-Instruct',
  name: 'Llama 3.1 8B',
  parameters: '8B',
  memoryMb: { f16: 5001, f32: 6101 },
  downloadMb: 4520,
  licence: 'Llama 3.1 Community',
  goodFor: 'A graphics card with 8 GB or more.',
});
const cpuQwen = ggufRow({ id: 'qwen2.5-0.5b-q8_0', name: 'Qwen 2.5 0.5B (CPU)' });
const cpuSmol = ggufRow({
  id: 'smollm2-135m-q8_0',
  name: 'SmolLM2 135M (CPU)',
  parameters: '0.13B',
  downloadMb: 145,
  memoryMb: 240,
  goodFor: 'Any device. Answers short questions; seldom remembers by itself.',
});
const own = ggufRow({
  id: 'own-gemma',
  origin: 'own',
  name: 'gemma-3-1b-it-Q4_K_M',
  parameters: '1B',
  downloadMb: 806,
  licence: '',
  goodFor: 'Your own file.',
  parts: [{ name: 'gemma-3-1b-it-Q4_K_M.gguf', url: null }],
});
const practice = ggufRow({
  id: 'practice',
  origin: 'practice',
  name: 'Practice model',
  parameters: '3M',
  downloadMb: 12,
  memoryMb: 60,
  licence: 'MIT',
  goodFor: 'The tour.',
});
export const rows = { qwen4, qwen15, qwen05, llama1, llama8, cpuQwen, cpuSmol, own, practice };

export const ready: Extract<ModelStatus, { state: 'ready' }> = {
  state: 'ready',
  windowTokens: 8192,
  row: qwen4,
};
export const practising: ModelStatus = { state: 'ready', windowTokens: 2048, row: practice };

const here = (bytes: number): FilesState => ({ state: 'ready', bytes });
const webgpu: ModelOffers['capability'] = {
  webgpu: true,
  shaderF16: true,
  maxBufferBytes: 1_073_741_824,
  adapter: 'Intel Iris Xe',
};

const practiceOffer = offer(practice, {
  files: here(6_100_000),
  windows: [{ tokens: 2048, memoryBytes: 60_000_000 }],
});

/** A laptop with a graphics processor, with two models on it. */
export const offers: ModelOffers = {
  capability: webgpu,
  suggestedId: qwen15.id,
  freeBytes: 58_000_000_000,
  offers: [
    practiceOffer,
    offer(qwen05),
    offer(llama1, { files: here(702_400_000) }),
    offer(qwen15),
    offer(qwen4, { files: here(2_281_000_000) }),
    offer(llama8, {
      obstacle:
        'This model needs 1,050 MB in one piece; the graphics processor here gives at most 1,024 MB. Choose a smaller model.',
    }),
    offer(cpuQwen),
  ],
};

/** The same device with nothing on it. */
export const nothingHere: ModelOffers = {
  ...offers,
  offers: offers.offers.map((it) =>
    it.row.origin === 'practice' ? it : { ...it, files: { state: 'absent' } },
  ),
};

/** No graphics processor: what runs, runs on the CPU. */
export function onCpu(tried: boolean): ModelOffers {
  const reason = 'This browser has WebGPU, but found no graphics processor that it may use.';
  const speed = (write: number, read: number) => (tried ? { write, read } : null);
  return {
    capability: { webgpu: false, reason },
    suggestedId: cpuSmol.id,
    freeBytes: 3_200_000_000,
    offers: [
      practiceOffer,
      offer(cpuSmol, { speed: speed(13.2, 24.1) }),
      offer(cpuQwen, { speed: speed(3.6, 6.5) }),
      offer(own, { speed: speed(1.8, 3.2), files: here(806_000_000) }),
      ...[qwen05, llama1, qwen15, qwen4, llama8].map((row) => offer(row, { obstacle: reason })),
    ],
  };
}

/** All that web-llm knows, in part. */
export const allOffers: readonly ModelOffer[] = Array.from({ length: 46 }, (_, index) => {
  const [name = '', parameters = '', memory = 1000] = (
    [
      ['Phi 3.5 mini', '3.8B', 3672],
      ['gemma 2 2b', '2.6B', 1895],
      ['Hermes 3 Llama 3.1 8B', '8B', 4876],
      ['SmolLM2 360M', '0.36B', 376],
    ] as const
  )[index % 4] ?? ['', '', 0];
  return offer(
    webLlmRow({
      id: `all-${index}`,
      origin: 'all',
      name: `${name} (${index + 1})`,
      parameters,
      memoryMb: { f16: memory, f32: memory },
      downloadMb: Math.round(memory * 0.6),
      licence: '',
      goodFor: '',
    }),
  );
});

export const downloading = {
  state: 'downloading',
  receivedBytes: 374_000_000,
  totalBytes: 868_000_000,
  bytesPerSecond: 11_800_000,
  secondsLeft: 42,
  isWaiting: false,
} as const satisfies FilesState;
