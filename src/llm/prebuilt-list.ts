import { catalogue } from './catalogue.ts';
import type { WebLlmRow } from './model-row.ts';
import entries from './prebuilt-list.json' with { type: 'json' };

type PrebuiltEntry = (typeof entries)[number];

const hub = 'https://huggingface.co/mlc-ai/';
const libraries =
  'https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/web-llm-models/v0_2_86/base/';

/**
 * web-llm 0.2.86's whole list of models to talk to, in its order, with memory at 4,096 tokens. Made by
 * `npm run prebuilt-list`, so that nothing loads the 7 MB that it comes in; a test holds it against the package.
 * Some records count memory in MiB, which is a twentieth more (their second records for 1,024 tokens tell). What
 * else is said of a model is general knowledge (scripts/prebuilt-shapes.mjs). Models of the catalogue are among
 * them, under the same id. Left out: models for images or vectors, one that only goes on with a text, and one
 * that is loaded by way of a manifest of its own (gemma-4-E2B), which our downloader doesn't read.
 */
export const prebuiltList: readonly WebLlmRow[] = entries.map(toRow);

/** Those that the catalogue hasn't, so that no id is there twice. */
export function prebuiltRows(): readonly WebLlmRow[] {
  return rest;
}

const rest = prebuiltList.filter(({ id }) => !catalogue.some((row) => row.id === id));

function toRow(entry: PrebuiltEntry): WebLlmRow {
  const { id, memoryMb, library = id, weights, lowResource, ...facts } = entry;
  const [f16, f32] = memoryMb;
  return {
    ...facts,
    id,
    engine: 'web-llm',
    origin: 'all',
    name: id.replaceAll('-', ' ').replaceAll('_', '.'),
    goodFor: goodFor(id, lowResource),
    memoryMb: { f16: f16 ?? f32 ?? 0, f32: f32 ?? f16 ?? 0 },
    library,
    ...(weights !== undefined && oneForm(id, library, weights)),
    ...(f32 === null && { needsF16: true }),
    thinks: /^(Qwen3|DeepSeek-R1)/.test(id),
  };
}

/** Addresses of a model whose id ends in the one form that it comes in. */
function oneForm(id: string, library: string, weights: string) {
  return {
    baseUrl: `${hub}${id}-MLC/resolve/main/`,
    libraryUrl: `${libraries}${library}-${weights}_cs1k-webgpu.wasm`,
  };
}

function goodFor(id: string, lowResource: boolean): string {
  const size = lowResource ? 'For devices with little memory, too.' : 'For devices with much memory.';
  if (/Coder/.test(id)) return `Made for program code. ${size}`;
  if (/Math/.test(id)) return `Made for mathematics. ${size}`;
  if (/DeepSeek-R1|Reasoning/.test(id))
    return `Made for thinking at length, which it is kept from here. ${size}`;
  if (/-jpn-/.test(id)) return `Made for Japanese. ${size}`;
  if (/-q0f\d\d$/.test(id)) return `Weights at full size: slower, and a little more exact. ${size}`;
  return size;
}
