import type { NamedFile } from '../worker/model-files-protocol.ts';

/** What was dropped or picked: each model with all its files, and the documents. */
export interface SortedFiles {
  readonly models: readonly (readonly NamedFile[])[];
  readonly documents: readonly File[];
}

const gguf = /\.gguf$/i;
/** How llama.cpp names the parts of a split model. */
const ggufPart = /-\d{5}-of-(\d{5})\.gguf$/i;
/** What every folder of web-llm's holds. */
const webLlmConfig = /(^|\/)mlc-chat-config\.json$/;

/**
 * Tells models from documents by their names. `wanted`: only a model is wanted, so that what is none goes to
 * the worker all the same, which says why.
 */
export function sortFiles(files: readonly NamedFile[], wanted = false): SortedFiles {
  const models = new Map<string, NamedFile[]>();
  const documents: NamedFile[] = [];
  const folders = files.filter((it) => webLlmConfig.test(it.path)).map((it) => folderOf(it.path));
  for (const it of files) {
    const folder = folders.find((name) => it.path.startsWith(name));
    if (folder !== undefined) put(models, folder, it);
    else if (gguf.test(it.path)) put(models, it.path.replace(ggufPart, '-of-$1'), it);
    else documents.push(it);
  }
  if (!wanted) return { models: [...models.values()], documents: documents.map((it) => it.file) };
  // Beside a model, a README and the like are nothing to complain of.
  if (models.size === 0) for (const it of documents) put(models, folderOf(it.path) || it.path, it);
  return { models: [...models.values()], documents: [] };
}

/** With its slash at the end; '' for a file in no folder, which would hold everything. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function put(groups: Map<string, NamedFile[]>, key: string, file: NamedFile): void {
  const group = groups.get(key);
  if (group) group.push(file);
  else groups.set(key, [file]);
}
