import { cpuEngineBytes } from '../cpu-engine-bytes.ts';
import type { GgufRow } from '../model-row.ts';
import type { GgufHeader } from '../wllama/gguf-header.ts';
import { readGgufHeader } from '../wllama/read-gguf-header.ts';
import { folderPlace } from './file-place.ts';
import { formatBytes } from './files-failure.ts';
import { ImportFailure, nameSome } from './import-failure.ts';
import type { ImportPlan } from './import-plan.ts';

/** How llama.cpp names the parts of a split model (its tool `gguf-split`). */
const partName = /^(.+)-(\d{5})-of-(\d{5})\.gguf$/i;

/**
 * Architectures of llama.cpp that write no text (its src/llama-arch.cpp): they turn text into numbers, see,
 * speak, read a text in whole before they write, or write by other means than word after word.
 */
const withoutGeneration =
  /bert|^clip$|^t5|wavtokenizer|whisper|^mmproj|gemma-embedding|^dream$|^llada|^cogvlm$|^rwkv-embed/;

/** For the engine and what it works in, in MB: it took 136 with a model of half one (facts on wllama, section 2). */
const engineMb = 150;
/** The window that a GGUF row's memory is stated at. */
const statedWindow = 2048;

interface Part {
  readonly file: File;
  readonly header: GgufHeader;
}

/**
 * One .gguf file, or all parts of a split one in any order. Only headers are read.
 *
 * @throws ImportFailure when it is no model that can be run
 */
export async function planGguf(files: readonly File[]): Promise<ImportPlan> {
  const ordered = inOrder(files);
  const parts: Part[] = [];
  for (const file of ordered) parts.push({ file, header: await headerOf(file) });
  checkSplit(parts);
  const first = parts[0]?.header;
  if (!first) throw new ImportFailure('There is no .gguf file among these.');
  checkArchitecture(first);
  const facts = describe(parts, first);
  if (facts.memoryMb * 1e6 > cpuEngineBytes) {
    throw new ImportFailure(
      `This model needs about ${formatBytes(facts.memoryMb * 1e6)} of memory, and on the CPU a browser gives at ` +
        `most ${formatBytes(cpuEngineBytes)}. Nothing was kept. Choose a smaller model, or one of fewer bits.`,
    );
  }
  return {
    files: ordered.map((file) => ({
      name: file.name,
      content: file,
      md5: null,
      place: (id) => folderPlace(id, file.name),
    })),
    row: (id) => ({ ...facts, id }),
  };
}

/** @throws ImportFailure when they are not one model, or parts are missing */
function inOrder(files: readonly File[]): readonly File[] {
  const [first] = files;
  const [, stem, , count] = partName.exec(first?.name ?? '') ?? [];
  if (first && stem === undefined && files.length === 1) return files;
  if (stem === undefined || count === undefined) throw severalModels(files);
  const byName = new Map(files.map((file) => [file.name.toLowerCase(), file]));
  const names = Array.from(
    { length: Number(count) },
    (_, index) => `${stem}-${String(index + 1).padStart(5, '0')}-of-${count}.gguf`,
  );
  const missing = names.filter((name) => !byName.has(name.toLowerCase()));
  if (byName.size + missing.length > names.length || byName.size < files.length) throw severalModels(files);
  if (missing.length > 0) {
    throw new ImportFailure(
      `This model is split into ${names.length} files, and these are missing: ${nameSome(missing)}. Nothing was ` +
        'kept. Choose all parts together.',
    );
  }
  return names.map((name) => byName.get(name.toLowerCase())).filter((file) => file !== undefined);
}

function severalModels(files: readonly File[]): ImportFailure {
  const names = nameSome(files.map(({ name }) => name));
  return new ImportFailure(
    `These files are not one model: ${names}. Nothing was kept. Choose the files of one model at a time.`,
  );
}

async function headerOf(file: File): Promise<GgufHeader> {
  const result = await readGgufHeader(file);
  if (result.ok) return result.header;
  throw new ImportFailure(`${file.name}: ${result.failure.message} Nothing was kept.`);
}

/** @throws ImportFailure when the files say otherwise than their names */
function checkSplit(parts: readonly Part[]): void {
  parts.forEach(({ file, header: { split } }, index) => {
    const { index: place, count } = split ?? { index: 0, count: 1 };
    if (count === parts.length && place === index) return;
    const is = count === 1 ? 'a whole model' : `part ${place + 1} of ${count}`;
    const advice =
      count === 1 || parts.length > 1
        ? 'Give the files the names that they came with.'
        : `Choose all ${count} parts together, under the names that they came with.`;
    throw new ImportFailure(`${file.name} says of itself that it is ${is}. Nothing was kept. ${advice}`);
  });
}

function checkArchitecture({ architecture, vocabulary }: GgufHeader): void {
  if (withoutGeneration.test(architecture)) {
    throw new ImportFailure(
      `This file holds a model that doesn’t write text (${architecture}). Nothing was kept. Choose a language model.`,
    );
  }
  if (architecture === '' || vocabulary === null) {
    throw new ImportFailure(
      'This file holds no whole language model: it has no vocabulary. It may be an addition to one, or a later ' +
        'part of it. Nothing was kept. Choose the model itself.',
    );
  }
}

function describe(parts: readonly Part[], first: GgufHeader): Omit<GgufRow, 'id'> {
  const bytes = parts.reduce((sum, { file }) => sum + file.size, 0);
  const weights = parts.reduce((sum, { header }) => sum + header.weights, 0);
  // The first part of a split model may hold a description alone.
  const largest = parts.reduce((most, part) => (part.header.weights > most.header.weights ? part : most));
  const kvMb = ((first.kvBytesPerToken ?? 0) * statedWindow) / 1e6;
  const fileName = parts[0]?.file.name ?? '';
  return {
    engine: 'wllama',
    origin: 'own',
    name: first.name || fileName.replace(partName, '$1').replace(/\.gguf$/i, ''),
    parameters: parameterCount(weights),
    downloadMb: Math.max(1, Math.round(bytes / 1e6)),
    memoryMb: Math.ceil(bytes / 1e6 + kvMb + engineMb),
    licence: 'Not stated',
    goodFor: `Your own file, ${largest.header.quantisation}: ${fileName}`,
    kvBytesPerToken: first.kvBytesPerToken,
    trainedWindow: first.trainedWindow,
    parts: parts.map(({ file }) => ({ name: file.name, url: null })),
  };
}

function parameterCount(weights: number): string {
  if (weights >= 1e9) return `${(weights / 1e9).toFixed(1)}B`;
  return weights >= 1e6 ? `${Math.round(weights / 1e6)}M` : `${Math.ceil(weights / 1e3)}K`;
}
