import type { Precision } from '../choose-precision.ts';
import { cacheNames, type ModelFiles, modelFiles } from '../model-files.ts';
import type { EmbedderFilesRow, GgufRow, WebLlmRow } from '../model-row.ts';
import type { ModelPins } from '../pins.ts';
import { fieldsOf, isNumber, isString } from './fields.ts';
import { cachePlace, folderPlace } from './file-place.ts';

/** What a file has to be: see `contentFault`. */
export type FileKind = 'config' | 'manifest' | 'json' | 'wasm' | 'gguf' | 'onnx' | 'data';

/** One file that a model consists of. */
export interface WantedFile {
  /** Within its model, as the host names it. */
  readonly name: string;
  readonly place: string;
  readonly url: string;
  readonly kind: FileKind;
  /** `null` where it is not known beforehand. */
  readonly bytes: number | null;
  /** In hex; `null` where it is not known beforehand. */
  readonly sha256: string | null;
}

/** The two files of a web-llm model that name the rest. */
export function webLlmLists(row: WebLlmRow, precision: Precision, pins: ModelPins | null) {
  const files = modelFiles(row, precision);
  return {
    config: fileOf(files, cacheNames.config, 'mlc-chat-config.json', 'config', pins),
    manifest: fileOf(files, cacheNames.model, 'tensor-cache.json', 'manifest', pins),
  };
}

/** All other files of a web-llm model. @throws SyntaxError when the lists name none */
export function webLlmRest(
  row: WebLlmRow,
  precision: Precision,
  pins: ModelPins | null,
  lists: { readonly config: unknown; readonly manifest: unknown },
): WantedFile[] {
  const files = modelFiles(row, precision);
  const tokenizer = tokenizerFile(lists.config);
  const kind = tokenizer.endsWith('.json') ? 'json' : 'data';
  return [
    fileOf(files, cacheNames.model, tokenizer, kind, pins),
    libraryOf(files, pins),
    ...shardsOf(lists.manifest, files.baseUrl).map(({ name, bytes }) => ({
      ...fileOf(files, cacheNames.model, name, 'data', pins),
      bytes,
    })),
  ];
}

/** @throws Error for a row whose files have no address: the person's own */
export function partList(row: GgufRow | EmbedderFilesRow, pins: ModelPins | null): WantedFile[] {
  return row.parts.map(({ name, url }) => {
    if (url === null) throw new Error(`${name} has no address.`);
    const place = folderPlace(row.id, name);
    const kind = row.engine === 'wllama' ? 'gguf' : kindOfPart(name);
    return pinned({ name, place, url, kind, bytes: null, sha256: null }, name, pins);
  });
}

function kindOfPart(name: string): FileKind {
  if (name.endsWith('.json')) return 'json';
  return name.endsWith('.onnx') ? 'onnx' : 'data';
}

/** web-llm reads the first when both are there (0.2.86, lib/index.js, `asyncLoadTokenizer`). */
export function tokenizerFile(config: unknown): string {
  const { tokenizer_files: names } = fieldsOf(config);
  if (!Array.isArray(names)) throw new SyntaxError('it names no tokenizer');
  if (names.includes('tokenizer.json')) return 'tokenizer.json';
  if (names.includes('tokenizer.model')) return 'tokenizer.model';
  throw new SyntaxError('it names no tokenizer');
}

/** The files of weights: names below the model's folder. @throws SyntaxError when it is no list */
export function shardsOf(manifest: unknown, baseUrl: string): { name: string; bytes: number }[] {
  const { records } = fieldsOf(manifest);
  if (!Array.isArray(records) || records.length === 0) throw new SyntaxError('it lists no files');
  const shards = records.map((record: unknown) => {
    const { dataPath: name, nbytes: bytes } = fieldsOf(record);
    const isReadable = isString(name) && isNumber(bytes) && bytes > 0;
    // A list must not lead out of the model's own folder.
    if (!isReadable || !new URL(name, baseUrl).href.startsWith(baseUrl)) {
      throw new SyntaxError('it lists files in a way that is not readable');
    }
    return { name, bytes };
  });
  const isTwice = new Set(shards.map(({ name }) => name)).size < shards.length;
  if (isTwice) throw new SyntaxError('it lists a file twice');
  return shards;
}

function fileOf(
  { baseUrl }: ModelFiles,
  cache: (typeof cacheNames)[keyof typeof cacheNames],
  name: string,
  kind: FileKind,
  pins: ModelPins | null,
): WantedFile {
  const url = new URL(name, baseUrl).href;
  return pinned({ name, place: cachePlace(cache, url), url, kind, bytes: null, sha256: null }, name, pins);
}

/** Pinned by its whole address: it lies with those of other models. */
function libraryOf({ libraryUrl: url }: ModelFiles, pins: ModelPins | null): WantedFile {
  const name = url.slice(url.lastIndexOf('/') + 1);
  const place = cachePlace(cacheNames.wasm, url);
  return pinned({ name, place, url, kind: 'wasm', bytes: null, sha256: null }, url, pins);
}

function pinned(file: WantedFile, pinName: string, pins: ModelPins | null): WantedFile {
  const pin = pins?.files[pinName];
  return pin ? { ...file, url: pin.url, bytes: pin.bytes, sha256: pin.sha256 } : file;
}
