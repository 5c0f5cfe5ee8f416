import type { ModelRow } from '../model-row.ts';
import { digests } from './digests.ts';
import { formatBytes } from './files-failure.ts';
import { ImportFailure, nameSome, toImportFailure } from './import-failure.ts';
import { planGguf } from './import-gguf.ts';
import type { ChosenFile, ImportPlan, PlannedFile } from './import-plan.ts';
import { ownPrefix, sweepImports } from './import-sweep.ts';
import { configName, planWebLlm } from './import-web-llm.ts';
import { fileBytes, keepFile, removeFile } from './model-folder.ts';
import { modelKey } from './model-key.ts';
import type { FileRecord, ModelRecords } from './model-records.ts';
import { freeBytes } from './require-room.ts';
import type { Surroundings } from './surroundings.ts';

export interface ImportOptions {
  readonly records: ModelRecords;
  readonly surroundings: Surroundings;
  readonly signal?: AbortSignal;
}

export interface ImportedModel {
  readonly row: ModelRow;
  /** Of all its files. */
  readonly bytes: number;
}

/** A file whose content is known: its hash tells it from any other. */
type HashedFile = PlannedFile & { readonly sha256: string };

/**
 * Keeps a person's own files as a model: one .gguf file, the parts of a split one, or a folder of web-llm's.
 * They are looked at first, and copied only when they are a model that there is room for; it is noted last, so
 * that one that is noted is whole. The same files again are the same model, and are not copied again.
 *
 * @throws ImportFailure, with nothing kept; the signal's reason
 */
export function importModel(files: readonly ChosenFile[], options: ImportOptions): Promise<ImportedModel> {
  // One at a time, in whatever tab: the sweep would take another's copies for a rest.
  return navigator.locks.request('pagefile-import', async () => {
    const noted = await options.records.models();
    await sweepImports(new Set(noted.map(({ key }) => key)));
    const plan = await planOf(files);
    const bytes = plan.files.reduce((sum, { content }) => sum + content.size, 0);
    try {
      return { row: await keep(plan, bytes, options), bytes };
    } catch (error) {
      options.signal?.throwIfAborted();
      throw toImportFailure(error, bytes);
    }
  });
}

function planOf(files: readonly ChosenFile[]): Promise<ImportPlan> {
  if (files.some(({ path }) => path === configName || path.endsWith(`/${configName}`)))
    return planWebLlm(files);
  const ggufs = files.filter(({ path }) => /\.gguf$/i.test(path)).map(({ file }) => file);
  if (ggufs.length > 0) return planGguf(ggufs);
  throw new ImportFailure(
    `There is no model in what was chosen (${nameSome(files.map(({ path }) => path)) || 'nothing'}). A model is a ` +
      `.gguf file, or a folder that holds ${configName}, weights and a .wasm library. Nothing was kept.`,
  );
}

async function keep(plan: ImportPlan, bytes: number, options: ImportOptions): Promise<ModelRow> {
  const { records, surroundings, signal } = options;
  const files: HashedFile[] = [];
  for (const file of plan.files) files.push(await hash(file, signal));
  const row = plan.row(await idOf(files));
  const key = modelKey(row, 'q4f16_1');
  const here = await rowHere(key, records);
  if (here) return here;
  await checkRoom(bytes, surroundings);
  try {
    for (const file of files) {
      signal?.throwIfAborted();
      await keepFile(file.place(row.id), file.content);
    }
    const noted = files.map((file) => toRecord(file, key, row.id));
    const model = { key, row, precision: null, message: '', totalBytes: bytes, revision: null };
    await records.putAll({ ...model, state: 'ready', at: surroundings.date() }, noted);
    return row;
  } catch (error) {
    for (const file of files) await removeFile(file.place(row.id)).catch(() => 0);
    throw error;
  }
}

async function hash(file: PlannedFile, signal?: AbortSignal): Promise<HashedFile> {
  const { sha256, md5 } = await digests(file.content, file.md5 !== null, signal);
  if (md5 === file.md5) return { ...file, sha256 };
  throw new ImportFailure(
    `${file.name} is damaged: its checksum (MD5) is not the one in the model’s list. Nothing was kept. Get the ` +
      'file again.',
  );
}

/** Of the files' hashes in their order, so that the same files are the same model. */
async function idOf(files: readonly HashedFile[]): Promise<string> {
  const all = files.map(({ sha256 }) => sha256).join('');
  return `${ownPrefix}${(await digests(new Blob([all]), false)).sha256.slice(0, 16)}`;
}

/** The row of the same files when they came before; what is left of them when some are gone is removed. */
async function rowHere(key: string, records: ModelRecords): Promise<ModelRow | null> {
  const noted = await records.model(key);
  if (!noted) return null;
  const files = await records.files(key);
  const sizes = await Promise.all(files.map(({ place }) => fileBytes(place)));
  const isWhole = files.length > 0 && files.every(({ bytes }, index) => sizes[index] === bytes);
  if (noted.state === 'ready' && isWhole && noted.row.engine !== 'embedder') return noted.row;
  for (const { place } of files) await removeFile(place);
  await records.forget(key);
  return null;
}

/** Left for the app's own data, in bytes: conversations must not fail to be stored because of a model. */
const spareBytes = 20e6;

async function checkRoom(bytes: number, surroundings: Surroundings): Promise<void> {
  const free = await freeBytes(surroundings);
  if (free === null || bytes + spareBytes <= free) return;
  throw new ImportFailure(
    `The model takes ${formatBytes(bytes)}, and the browser has ${formatBytes(free)} for this site. Nothing was ` +
      'kept. Free some space, or remove a model that you no longer use.',
  );
}

function toRecord({ place, content, sha256 }: HashedFile, model: string, id: string): FileRecord {
  const bytes = content.size;
  const origin = { url: null, etag: null, lastModified: null };
  return { ...origin, model, place: place(id), bytes, sha256, receivedBytes: bytes, isKept: true };
}
