import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { parseSync } from 'vite';
import { isMain } from './is-main.mjs';
import { layers } from './layers.mjs';

/*
 * Holds every import under src/ against the layer table: static, dynamic, re-exports, types, and files named
 * by `new URL('./x', import.meta.url)`.
 */

/**
 * @typedef {{ source: string, line: number, typeOnly: boolean }} Import
 * @typedef {Record<string, unknown>} AstNode
 */

const isTestFile = (/** @type {string} */ path) =>
  /\.(test|bench|contract|fixture)\.tsx?$/.test(path) || /\/fixtures\//.test(path);

/**
 * @param {string} path of the file, such as `src/ui/x.tsx`
 * @param {string} code
 * @returns {string[]} one message per broken rule
 */
export function checkFile(path, code) {
  const layer = path.split('/')[1] ?? '';
  if (!layers[layer]) return path.endsWith('.d.ts') ? [] : [`${path} lies in no layer. ${knownLayers()}`];
  return findImports(path, code).flatMap((found) => {
    const reason = found.source.startsWith('.') ? checkRelative(path, found) : checkPackage(path, found);
    return reason ? [`${path}:${found.line} ${reason}`] : [];
  });
}

/**
 * @param {string} path
 * @param {Import} found
 * @returns {string | null}
 */
function checkRelative(path, { source, typeOnly }) {
  const target = posix.join(posix.dirname(path), source.replace(/\?.*$/, ''));
  const from = path.split('/')[1] ?? '';
  const [top, to = ''] = target.split('/');
  const what = `imports ${typeOnly ? 'types of ' : ''}${target}.`;
  const test = isTestFile(path);
  if (!test && isTestFile(target)) return `${what} Test code stays out of the app: move what both need.`;
  if (top !== 'src') return test ? null : `${what} Only files under src/ belong to the app.`;
  if (from === to) return null;
  if (!layers[to]) return `${what} It lies in no layer. ${knownLayers()}`;
  const table = rule(from);
  if (table.layers.includes(to) || (typeOnly && table.types.includes(to))) return null;
  // Tests may put any layers together, but nothing but the page may reach into the page.
  if (test && to !== 'ui') return null;
  return `${what} ${describe(from)}`;
}

/**
 * @param {string} path
 * @param {Import} found
 * @returns {string | null}
 */
function checkPackage(path, { source, typeOnly }) {
  if (isTestFile(path)) return null;
  const from = path.split('/')[1] ?? '';
  const name = source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');
  const allowed = rule(from).packages.some((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  );
  return allowed ? null : `imports ${typeOnly ? 'types of ' : ''}the package ${name}. ${describe(from)}`;
}

/** @param {string} layer */
function describe(layer) {
  const { layers: values, types, packages, wayOut } = rule(layer);
  const folders =
    [...types.map((name) => `${name} (types)`), ...values].join(', ') || 'nothing outside itself';
  const named = packages.length > 0 ? `; packages: ${packages.join(', ')}` : '; no packages';
  return `src/${layer} imports only: ${folders}${named}. ${wayOut}`;
}

/** @param {string} layer */
function rule(layer) {
  const found = layers[layer];
  if (!found) throw new Error(`There is no layer ${layer}.`);
  return found;
}

function knownLayers() {
  return `The layers are: ${Object.keys(layers).join(', ')}.`;
}

/**
 * @param {string} path
 * @param {string} code
 * @returns {Import[]}
 * @throws Error when the file does not parse
 */
export function findImports(path, code) {
  const { program, errors } = parseSync(path, code);
  if (errors[0]) throw new Error(`${path} does not parse: ${errors[0].message}`);
  /** @type {Import[]} */
  const imports = [];
  visit(/** @type {AstNode} */ (/** @type {unknown} */ (program)), (node) => {
    const found = importOf(node);
    if (found) imports.push({ ...found, line: code.slice(0, Number(node.start)).split('\n').length });
  });
  return imports;
}

/**
 * @param {AstNode} node
 * @returns {{ source: string, typeOnly: boolean } | null}
 */
function importOf(node) {
  const text = (/** @type {unknown} */ value) => /** @type {{ value?: unknown } | null} */ (value)?.value;
  const found = (/** @type {unknown} */ source, /** @type {boolean} */ typeOnly) =>
    typeof source === 'string' ? { source, typeOnly } : null;
  switch (node.type) {
    // `import { type A }` does not count as type-only: the import itself stays in the compiled file.
    case 'ImportDeclaration':
      return found(text(node.source), node.importKind === 'type');
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return found(text(node.source), node.exportKind === 'type');
    case 'ImportExpression':
      return found(text(node.source), false);
    case 'TSImportType':
      return found(text(node.source), true);
    case 'NewExpression':
      return found(fileAddress(node), false);
    default:
      return null;
  }
}

/**
 * The `./x` of `new URL('./x', import.meta.url)`.
 * @param {AstNode} node
 */
function fileAddress(node) {
  const callee = /** @type {Record<string, unknown>} */ (node.callee);
  const [first, second] = /** @type {Record<string, unknown>[]} */ (node.arguments);
  if (callee.name !== 'URL' || second?.type !== 'MemberExpression') return null;
  const object = /** @type {Record<string, unknown>} */ (second.object);
  return object.type === 'MetaProperty' ? first?.value : null;
}

/**
 * @param {AstNode} node
 * @param {(node: AstNode) => void} see
 */
function visit(node, see) {
  if (typeof node.type === 'string') see(node);
  for (const child of Object.values(node)) {
    for (const item of Array.isArray(child) ? child : [child]) {
      if (item && typeof item === 'object') visit(/** @type {AstNode} */ (item), see);
    }
  }
}

/**
 * @param {string} root the repository
 * @returns {string[]}
 */
export function checkAll(root) {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => checkFile(relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')));
}

if (isMain(import.meta.url)) {
  const messages = checkAll(process.cwd());
  for (const message of messages) console.error(message);
  process.exitCode = messages.length > 0 ? 1 : 0;
}
