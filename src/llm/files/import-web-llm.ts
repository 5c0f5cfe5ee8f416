import { type CacheName, cacheNames } from '../model-files.ts';
import { contentFault } from './content-fault.ts';
import { fieldsOf, isString } from './fields.ts';
import { type FileKind, shardsOf, tokenizerFile } from './file-list.ts';
import { cachePlace } from './file-place.ts';
import { ImportFailure, nameSome } from './import-failure.ts';
import type { ChosenFile, ImportPlan } from './import-plan.ts';
import { checkChatModel, webLlmOwnRow } from './import-web-llm-row.ts';
import { ownBaseUrl } from './own-base-url.ts';

export const configName = 'mlc-chat-config.json';
/** web-llm 0.2.80 and later look for the first alone; mlc-llm and older folders have the second. */
const manifestNames = ['tensor-cache.json', 'ndarray-cache.json'] as const;
/** Under a name of ours: web-llm doesn't cache a library whose address has "localhost" in it. */
const libraryName = 'library.wasm';

/** A file of the folder, and what it has to be. */
interface WantedFile {
  readonly name: string;
  /** The name that web-llm looks for. */
  readonly as: string;
  readonly kind: FileKind;
  readonly cache: CacheName;
  readonly bytes: number | null;
  readonly md5: string | null;
}

/**
 * A folder as web-llm keeps it: configuration, list of weights, tokenizer, weights, and the compiled library,
 * which folders at the model hub don't have. Reads all but the weights.
 *
 * @throws ImportFailure when it is none, or files are missing or not what the list says
 */
export async function planWebLlm(files: readonly ChosenFile[]): Promise<ImportPlan> {
  const folder = openFolder(files);
  const manifestName = manifestNames.find((name) => folder.has(name)) ?? manifestNames[0];
  const config = await readJson(folder, configName);
  checkChatModel(config);
  const manifest = await readJson(folder, manifestName);
  const library = libraryOf(folder);
  const wanted = wantedFiles(config, manifest, manifestName, library);
  const missing = wanted.filter(({ name }) => !folder.has(name)).map(({ name }) => name);
  if (library === null) missing.push('the compiled library (one .wasm file)');
  if (missing.length > 0) throw missingFiles(missing);
  const found = wanted.map((each) => ({ ...each, content: fileOf(folder, each.name) }));
  for (const each of found) await checkContent(each, each.content);
  return {
    files: found.map(({ name, as, cache, md5, content }) => ({
      name,
      content,
      md5,
      place: (id) => cachePlace(cache, new URL(as, ownBaseUrl(id)).href),
    })),
    row: (id) =>
      webLlmOwnRow({
        id,
        name: folderName(files),
        libraryName: library ?? '',
        libraryUrl: new URL(libraryName, ownBaseUrl(id)).href,
        config,
        manifest,
        bytes: found.reduce((sum, { content }) => sum + content.size, 0),
      }),
  };
}

/** The files beside and below the configuration, by their paths from there. */
function openFolder(files: readonly ChosenFile[]): ReadonlyMap<string, File> {
  const [first, ...more] = files.filter(({ path }) => baseName(path) === configName);
  if (!first) throw missingFiles([configName]);
  if (more.length > 0) {
    throw new ImportFailure(
      `There is more than one model in this folder: ${nameSome([first, ...more].map(({ path }) => path))}. ` +
        'Nothing was kept. Choose the folder of one model.',
    );
  }
  const start = first.path.slice(0, -configName.length);
  const within = files.filter(({ path }) => path.startsWith(start));
  return new Map(within.map(({ path, file }) => [path.slice(start.length), file]));
}

function wantedFiles(
  config: unknown,
  manifest: unknown,
  manifestName: string,
  library: string | null,
): WantedFile[] {
  const tokenizer = readable(configName, () => tokenizerFile(config));
  const shards = readable(manifestName, () => shardsOf(manifest, ownBaseUrl('own')));
  const file = (name: string, kind: FileKind, cache: CacheName = cacheNames.model) => {
    return { name, as: name, kind, cache, bytes: null, md5: null };
  };
  return [
    file(configName, 'config', cacheNames.config),
    { ...file(manifestName, 'manifest'), as: manifestNames[0] },
    file(tokenizer, tokenizer.endsWith('.json') ? 'json' : 'data'),
    ...(library === null ? [] : [{ ...file(library, 'wasm', cacheNames.wasm), as: libraryName }]),
    ...shards.map(({ name, bytes }, index) => ({
      ...file(name, 'data'),
      bytes,
      md5: md5Of(manifest, index),
    })),
  ];
}

/** mlc-llm writes it to the list; web-llm takes no notice of it. */
function md5Of(manifest: unknown, index: number): string | null {
  const { records } = fieldsOf(manifest);
  const { md5sum } = fieldsOf(Array.isArray(records) ? records[index] : null);
  return isString(md5sum) && /^[0-9a-f]{32}$/i.test(md5sum) ? md5sum.toLowerCase() : null;
}

function libraryOf(folder: ReadonlyMap<string, File>): string | null {
  const [first, ...more] = [...folder.keys()].filter((name) => name.endsWith('.wasm'));
  if (more.length === 0) return first ?? null;
  throw new ImportFailure(
    `There is more than one compiled library in this folder: ${nameSome([first ?? '', ...more])}. Nothing was ` +
      'kept. Leave the one that was made for this model.',
  );
}

async function readJson(folder: ReadonlyMap<string, File>, name: string): Promise<unknown> {
  const file = folder.get(name);
  if (!file) throw missingFiles([name]);
  const text = await file.text();
  return readable(name, () => JSON.parse(text));
}

function readable<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ImportFailure(
      `${name} can’t be used: ${error.message}. Nothing was kept. Get the folder again.`,
    );
  }
}

async function checkContent({ name, kind, bytes }: WantedFile, content: Blob): Promise<void> {
  const url = new URL(name, ownBaseUrl('own')).href;
  const file = { name, place: '', url, kind, bytes, sha256: null };
  const fault = await contentFault(file, { content, sha256: '' });
  if (fault === null) return;
  throw new ImportFailure(`${name} is not that file of the model: ${fault}. Nothing was kept. Get it again.`);
}

function fileOf(folder: ReadonlyMap<string, File>, name: string): File {
  const file = folder.get(name);
  if (!file) throw missingFiles([name]);
  return file;
}

function missingFiles(names: readonly string[]): ImportFailure {
  const isOne = names.length === 1;
  return new ImportFailure(
    `${isOne ? 'A file' : `${names.length} files`} of the model ${isOne ? 'is' : 'are'} missing: ` +
      `${nameSome(names)}. Nothing was kept. Put everything into one folder and choose that.`,
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder that the configuration lies in; empty when files were chosen one by one. */
function folderName(files: readonly ChosenFile[]): string {
  const config = files.find(({ path }) => baseName(path) === configName)?.path ?? '';
  // A clone of the hub's own layout has the files two folders down.
  return config
    .replace(/\/(resolve\/main\/)?[^/]*$/, '')
    .replace(/^.*\//, '')
    .replace(configName, '');
}
