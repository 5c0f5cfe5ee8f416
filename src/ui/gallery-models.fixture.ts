import type { ModelOffer, ModelStatus } from '../worker/app-protocol.ts';

export const ready: Extract<ModelStatus, { state: 'ready' }> = {
  state: 'ready',
  windowTokens: 8192,
  row: {
    id: 'Qwen3-4B',
    name: 'Qwen 3 4B',
    parameters: '4B',
    memoryMb: { f16: 3432, f32: 4328 },
    downloadMb: 2260,
    licence: 'Apache-2.0',
    goodFor: 'The best start on a desktop computer with a graphics card.',
  },
};

const rows: readonly [string, string, number, number, string, string][] = [
  [
    'Qwen 2.5 0.5B',
    '0.5B',
    280,
    945,
    'Apache-2.0',
    'Trying it out, and weak devices. Often picks the wrong function.',
  ],
  [
    'Llama 3.2 1B',
    '1.2B',
    700,
    879,
    'Llama 3.2 Community',
    'Phones and tablets: the most for under 1 GB of memory.',
  ],
  [
    'Qwen 3 1.7B',
    '1.7B',
    970,
    2037,
    'Apache-2.0',
    'Better at calling functions than others of its size. A longer window costs much memory.',
  ],
  ['Qwen 3 4B', '4B', 2260, 3432, 'Apache-2.0', 'The best start on a desktop computer with a graphics card.'],
  ['Llama 3.1 8B', '8B', 4520, 5001, 'Llama 3.1 Community', 'A graphics card with 8 GB or more.'],
];

export const offers: readonly ModelOffer[] = rows.map(
  ([name, parameters, downloadMb, f16, licence, goodFor]) => ({
    row: {
      id: name === 'Qwen 3 4B' ? 'Qwen3-4B' : name,
      name,
      parameters,
      memoryMb: { f16, f32: f16 },
      downloadMb,
      licence,
      goodFor,
    },
    cached: name === 'Qwen 3 4B' || name === 'Llama 3.2 1B',
    obstacle:
      name === 'Llama 3.1 8B'
        ? 'This model needs 1,050 MB in one piece; the graphics processor here gives at most 1,024 MB. Choose a smaller model.'
        : null,
  }),
);
