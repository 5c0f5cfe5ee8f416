import { writeFileSync } from 'node:fs';
import { isMain } from './is-main.mjs';
import { prebuiltShapes } from './prebuilt-shapes.mjs';

/*
 * Writes src/llm/prebuilt-list.json, web-llm's prebuilt list without the 7 MB that it comes in. Run it after an
 * update of web-llm: npm run prebuilt-list && npm run format
 */

/**
 * @typedef {import('@mlc-ai/web-llm').ModelRecord} ModelRecord
 * @typedef {import('./prebuilt-shapes.mjs').Shape} Shape
 */

/**
 * One model, as little of it as says all. In both precisions at four bits (q4f16_1, q4f32_1) unless `weights`
 * names the one form that it comes in.
 * @typedef {object} PrebuiltEntry
 * @property {string} id
 * @property {string} parameters
 * @property {number} downloadMb
 * @property {readonly [f16: number | null, f32: number | null]} memoryMb at 4,096 tokens
 * @property {string} [library] stem of its file name, where it differs from the id
 * @property {string} [weights]
 * @property {boolean} lowResource marked by the list for devices with little memory
 * @property {number | null} kvBytesPerToken
 * @property {number | null} trainedWindow
 * @property {number} largestBufferMb
 * @property {string} licence
 */

/** A record's id: the model, its form, and a window where there is a second record with a smaller one. */
const idParts = /^(.+)-(q\df\d\d(?:_1)?)-MLC(-1k)?$/;
/**
 * Bits of a weight, alone and with its share of the scales: one of 16 bits for each group of 32 (40 at q3). In
 * single precision a scale has 32 bits; the row states one figure, that of half precision.
 * @type {Readonly<Record<string, readonly [alone: number, withScale: number]>>}
 */
const bitsOf = {
  q4f16_1: [4, 4.5],
  q4f32_1: [4, 4.5],
  q3f16_1: [3.2, 3.6],
  q0f16: [16, 16],
  q0f32: [32, 32],
};
const libraries =
  'https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/web-llm-models/v0_2_86/base/';

/**
 * Whether it is a model to talk to that we can fetch. Embedding models and those for images (`model_type`) are
 * not, nor is one that is trained on plain text alone (Base); one that is loaded by way of a manifest of its own
 * lies in files that our downloader doesn't know.
 * @param {ModelRecord} record
 */
function isForChat({ model_id, model_type, model_manifest }) {
  return !model_type && model_manifest === undefined && !/-Base-/.test(model_id);
}

/**
 * @param {readonly ModelRecord[]} records web-llm's `prebuiltAppConfig.model_list`
 * @returns {PrebuiltEntry[]} in the list's order
 */
export function prebuiltEntries(records) {
  /** @type {Map<string, PrebuiltEntry>} */
  const entries = new Map();
  for (const record of records.filter(isForChat)) {
    const [, model = '', form = '', smallWindow] = idParts.exec(record.model_id) ?? [];
    // A second record of the same files: we choose the window ourselves.
    if (smallWindow) continue;
    const inBoth = form === 'q4f16_1' || form === 'q4f32_1';
    const id = inBoth ? model : `${model}-${form}`;
    const entry = entries.get(id) ?? describe(record, id, model, form);
    const [f16, f32] = entry.memoryMb;
    const memoryMb = /f16/.test(form)
      ? [memoryAt4096(record, entry.kvBytesPerToken ?? 0), f32]
      : [f16, memoryAt4096(record, 2 * (entry.kvBytesPerToken ?? 0))];
    const library = libraryOf(record, model, form);
    entries.set(id, {
      ...entry,
      memoryMb: /** @type {[number | null, number | null]} */ (memoryMb),
      ...(library !== id && { library }),
      ...(!inBoth && { weights: form }),
    });
  }
  return [...entries.values()];
}

/**
 * Some records are for a smaller window, the longest that their model was trained for.
 * @param {ModelRecord} record
 * @param {number} kvBytesPerToken
 */
function memoryAt4096({ vram_required_MB = 0, overrides }, kvBytesPerToken) {
  const missing = 4096 - (overrides?.context_window_size ?? 4096);
  return Math.round(vram_required_MB + (missing * kvBytesPerToken) / 1e6);
}

/**
 * The stem that models share a library by.
 * @param {ModelRecord} record
 * @param {string} model
 * @param {string} form
 * @throws Error when addresses are not built as we build them
 */
function libraryOf(record, model, form) {
  const ending = `-${form}_cs1k-webgpu.wasm`;
  const { model_lib, model: folder } = record;
  const isUsual = model_lib.startsWith(libraries) && model_lib.endsWith(ending);
  if (!isUsual || folder !== `https://huggingface.co/mlc-ai/${model}-${form}-MLC`) {
    throw new Error(`${record.model_id} lies elsewhere than the others: ${folder}, ${model_lib}`);
  }
  return model_lib.slice(libraries.length, -ending.length);
}

/**
 * What holds for the model in every precision.
 * @param {ModelRecord} record
 * @param {string} id
 * @param {string} model
 * @param {string} form
 * @returns {PrebuiltEntry}
 * @throws Error when nothing is known of the model: an update of web-llm has brought a new one
 */
function describe({ model_id, low_resource_required = false }, id, model, form) {
  const shape = prebuiltShapes.find(({ of }) => of.test(model));
  const bits = bitsOf[form];
  if (!shape || !bits) throw new Error(`scripts/prebuilt-shapes.mjs says nothing of ${model_id}.`);
  const { billions, kv, embedding, trainedWindow, licence } = shape;
  const megabytes = (/** @type {number} */ weights, /** @type {number} */ bitsOfEach) =>
    Math.round((weights * bitsOfEach) / 8 / 1e6);
  return {
    id,
    parameters: `${billions}B`,
    downloadMb: Math.ceil(megabytes(billions * 1e9, bits[1]) / 10) * 10,
    memoryMb: [null, null],
    lowResource: low_resource_required,
    // A key and a value, of two bytes a number.
    kvBytesPerToken: kv && kv[0] * kv[1] * kv[2] * 4,
    trainedWindow,
    largestBufferMb: embedding ? megabytes(embedding[0] * embedding[1], bits[0]) : 0,
    licence,
  };
}

if (isMain(import.meta.url)) {
  const { prebuiltAppConfig } = await import('@mlc-ai/web-llm');
  const entries = prebuiltEntries(prebuiltAppConfig.model_list);
  writeFileSync('src/llm/prebuilt-list.json', `${JSON.stringify(entries, null, 2)}\n`);
  console.log(`src/llm/prebuilt-list.json: ${entries.length} models.`);
}
