import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/*
 * Sorts every file of a build into the offline shell or a group that is downloaded when first needed. What a
 * group's first files mention by name belongs to it as well, so a new chunk needs no entry here.
 */

/**
 * @typedef {'shell' | 'documents' | 'embedder' | 'model' | 'cpu' | 'compat'} Group
 * @typedef {{ url: string, bytes: number, revision: string, groups: Group[] }} OfflineFile
 * @typedef {{ path: string, content: Buffer }} BuiltFile
 */

/**
 * Where each group begins, by path in the build.
 * @type {Readonly<Record<Group, RegExp>>}
 */
const roots = {
  shell: /^(index\.html|manifest\.webmanifest|offline-groups\.json|icons\/.+)$/,
  documents: /^(assets\/(document|page-image)-worker-[^/]+\.js|pdfjs\/.+)$/,
  embedder: /^(assets\/embed-worker-[^/]+\.js|models\/[^/]+\/.+)$/,
  model: /^assets\/((scripted-)?llm-worker|web-llm)-[^/]+\.js$/,
  // Both engines run in the same worker.
  cpu: /^(assets\/((scripted-)?llm-worker-[^/]+\.js|wllama-engine-[^/]+\.js|wllama-(?!compat-)[^/]+\.wasm)|practice\/.+\.gguf)$/,
  compat: /^assets\/wllama-compat-[^/]+$/,
};

/** For the host or the reader of a build: never stored offline. */
const notForOffline =
  /^(service-worker\.js|_headers|licences\/.+|models\/[^/]+\.md|[^/]*LICENSE[^/]*)$|(^|\/)\.[^/]+$/;

const groups = /** @type {Group[]} */ (Object.keys(roots));

/**
 * Reads a build and sorts it.
 * @param {string} dir
 * @returns {OfflineFile[]} by address
 * @throws Error naming the files that belong nowhere
 */
export function classifyBuild(dir) {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(dir.length + 1).replaceAll('\\', '/'), content: readFileSync(path) }));
  return classifyFiles(files);
}

/**
 * @param {BuiltFile[]} files
 * @returns {OfflineFile[]}
 * @throws Error naming the files that belong nowhere
 */
export function classifyFiles(files) {
  const candidates = files.filter(({ path }) => !notForOffline.test(path));
  const members = groups.map((group) => /** @type {const} */ ([group, membersOf(group, candidates)]));
  const sorted = candidates.map((file) => ({
    url: file.path,
    bytes: file.content.byteLength,
    revision: createHash('sha256').update(file.content).digest('hex'),
    groups: members.filter(([, paths]) => paths.has(file.path)).map(([group]) => group),
  }));
  const lost = sorted.filter((file) => file.groups.length === 0).map(({ url }) => url);
  if (lost.length > 0) {
    throw new Error(
      `These built files belong to no offline group: ${lost.join(', ')}. ` +
        'Refer to them from a chunk of a group, or name the group in scripts/offline-groups.mjs.',
    );
  }
  return sorted.sort((a, b) => (a.url < b.url ? -1 : 1));
}

/**
 * What the page reads to name each group's size.
 * @param {OfflineFile[]} files
 */
export function summariseGroups(files) {
  return Object.fromEntries(
    groups.map((group) => {
      const members = files.filter((file) => file.groups.includes(group));
      const bytes = members.reduce((sum, file) => sum + file.bytes, 0);
      return [group, { bytes, files: members.map(({ url, bytes, revision }) => ({ url, bytes, revision })) }];
    }),
  );
}

/**
 * A group's first files and all that they mention, up to the first files of other groups.
 * @param {Group} group
 * @param {BuiltFile[]} files
 * @returns {Set<string>}
 */
function membersOf(group, files) {
  const waiting = files.filter(({ path }) => roots[group].test(path));
  /** @type {Set<string>} */
  const reached = new Set();
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (reached.has(file.path)) continue;
    reached.add(file.path);
    if (!/\.(html|m?js|css|webmanifest)$/.test(file.path)) continue;
    const text = file.content.toString();
    const mentioned = files.filter(
      ({ path }) => text.includes(basename(path)) && !isRootOfOther(path, group),
    );
    waiting.push(...mentioned);
  }
  return reached;
}

/**
 * @param {string} path
 * @param {Group} group
 */
function isRootOfOther(path, group) {
  return groups.some((other) => other !== group && roots[other].test(path));
}
