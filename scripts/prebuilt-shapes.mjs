/*
 * What web-llm's prebuilt list doesn't say of its models: shape, trained window and licence. Shapes and windows
 * are those that the models' makers published, written down from general knowledge; those in facts on web-llm,
 * section 3, agree. Licences are to be checked with the maker before they are relied on.
 */

/**
 * @typedef {object} Shape
 * @property {RegExp} of ids that it holds for
 * @property {number} billions weights
 * @property {readonly [layers: number, kvHeads: number, headWidth: number] | null} kv `null`: part of its layers
 * keep no KV cache, and how much the rest takes is not known
 * @property {readonly [vocabulary: number, width: number] | null} embedding
 * @property {number | null} trainedWindow in tokens
 * @property {string} licence
 */

const apache = 'Apache-2.0';
const gemma = 'Gemma Terms of Use';
const qwenResearch = 'Qwen Research: not for commercial use';
const llama2 = 'Llama 2 Community';
const llama3 = 'Llama 3 Community';
const llama31 = 'Llama 3.1 Community';
const llama32 = 'Llama 3.2 Community';

/** @type {(of: RegExp, billions: number, kv: Shape['kv'], embedding: Shape['embedding'], trainedWindow: number | null, licence: string) => Shape} */
const shape = (of, billions, kv, embedding, trainedWindow, licence) => ({
  of,
  billions,
  kv,
  embedding,
  trainedWindow,
  licence,
});

/** The first that fits holds. @type {readonly Shape[]} */
export const prebuiltShapes = [
  shape(/^SmolLM2-135M/, 0.135, [30, 3, 64], [49152, 576], 8192, apache),
  shape(/^SmolLM2-360M/, 0.36, [32, 5, 64], [49152, 960], 8192, apache),
  shape(/^SmolLM2-1\.7B/, 1.7, [24, 32, 64], [49152, 2048], 8192, apache),
  shape(/^TinyLlama/, 1.1, [22, 4, 64], [32000, 2048], 2048, apache),
  shape(/Llama-3\.2-1B/, 1.2, [16, 8, 64], [128256, 2048], 131072, llama32),
  shape(/Llama-3\.2-3B/, 3.2, [28, 8, 128], [128256, 3072], 131072, llama32),
  shape(/^DeepSeek-R1-Distill-Llama-8B/, 8, [32, 8, 128], [128256, 4096], 131072, `MIT and ${llama31}`),
  shape(/Llama-3\.1-8B/, 8, [32, 8, 128], [128256, 4096], 131072, llama31),
  shape(/Llama-3-8B/, 8, [32, 8, 128], [128256, 4096], 8192, llama3),
  shape(/Llama-3\.1-70B/, 70.6, [80, 8, 128], [128256, 8192], 131072, llama31),
  shape(/Llama-3-70B/, 70.6, [80, 8, 128], [128256, 8192], 8192, llama3),
  shape(/^Llama-2-7b/, 6.7, [32, 32, 128], [32000, 4096], 4096, llama2),
  shape(/^Llama-2-13b/, 13, [40, 40, 128], [32000, 5120], 4096, llama2),
  shape(/^Mistral-7B-Instruct-v0\.[23]/, 7.2, [32, 8, 128], [32768, 4096], 32768, apache),
  shape(/^WizardMath-7B/, 7.2, [32, 8, 128], [32768, 4096], 4096, 'Microsoft Research: check before use'),
  // Made from Mistral 7B v0.1, which sees further than 4,096 tokens through a sliding window alone.
  shape(/Mistral-7B/, 7.2, [32, 8, 128], [32768, 4096], 4096, apache),
  shape(/^Ministral-3-3B/, 3.4, [26, 8, 128], [131072, 3072], 262144, apache),
  shape(/^Qwen2(\.5)?(-Coder)?-0\.5B/, 0.5, [24, 2, 64], [151936, 896], 32768, apache),
  shape(/^Qwen2(\.5)?-Math-1\.5B/, 1.5, [28, 2, 128], [151936, 1536], 4096, apache),
  shape(/^Qwen2(\.5)?(-Coder)?-1\.5B/, 1.5, [28, 2, 128], [151936, 1536], 32768, apache),
  shape(/^Qwen2\.5(-Coder)?-3B/, 3.1, [36, 2, 128], [151936, 2048], 32768, qwenResearch),
  shape(/^Qwen2-Math-7B/, 7.6, [28, 4, 128], [152064, 3584], 4096, apache),
  shape(/^Qwen2(\.5)?(-Coder)?-7B/, 7.6, [28, 4, 128], [152064, 3584], 32768, apache),
  shape(/^DeepSeek-R1-Distill-Qwen-7B/, 7.6, [28, 4, 128], [152064, 3584], 131072, 'MIT'),
  shape(/^Qwen3-0\.6B/, 0.6, [28, 8, 128], [151936, 1024], 40960, apache),
  shape(/^Qwen3-1\.7B/, 1.7, [28, 8, 128], [151936, 2048], 40960, apache),
  shape(/^Qwen3-4B/, 4, [36, 8, 128], [151936, 2560], 40960, apache),
  shape(/^Qwen3-8B/, 8.2, [36, 8, 128], [151936, 4096], 40960, apache),
  shape(/^Qwen3\.5-0\.8B/, 0.8, null, null, null, apache),
  shape(/^Qwen3\.5-2B/, 2, null, null, null, apache),
  shape(/^Qwen3\.5-4B/, 4, null, null, null, apache),
  shape(/^Qwen3\.5-9B/, 9, null, null, null, apache),
  shape(/^Phi-3-mini-4k/, 3.8, [32, 32, 96], [32064, 3072], 4096, 'MIT'),
  shape(/^Phi-3\.5-mini/, 3.8, [32, 32, 96], [32064, 3072], 131072, 'MIT'),
  shape(/^Phi-4-mini/, 3.8, [32, 8, 128], [200064, 3072], 131072, 'MIT'),
  shape(/^phi-2/, 2.8, [32, 32, 80], [51200, 2560], 2048, 'MIT'),
  shape(/^phi-1_5/, 1.4, [24, 32, 64], [51200, 2048], 2048, 'MIT'),
  shape(/^gemma-2b/, 2.5, [18, 1, 256], [256000, 2048], 8192, gemma),
  shape(/^gemma-2-2b/, 2.6, [26, 4, 256], [256000, 2304], 8192, gemma),
  shape(/^gemma-2-9b/, 9.2, [42, 8, 256], [256000, 3584], 8192, gemma),
  shape(/^gemma3-1b/, 1, [26, 1, 256], [262144, 1152], 32768, gemma),
  shape(/^OLMo-2-0425-1B/, 1.5, [16, 16, 128], [100352, 2048], 4096, apache),
  shape(/^OLMo-2-1124-7B/, 7.3, [32, 32, 128], [100352, 4096], 4096, apache),
  shape(
    /^stablelm-2-zephyr-1_6b/,
    1.6,
    [24, 32, 64],
    [100352, 2048],
    4096,
    'Stability AI: not for commercial use',
  ),
  shape(/^RedPajama-INCITE-Chat-3B/, 2.8, [32, 32, 80], [50432, 2560], 2048, apache),
];
