import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * A build carries a stamp of all that it was made from, by content, so that a second start can tell that
 * there is nothing to do. Vite empties the folder first, so a build that failed has no stamp.
 */

const inputs = [
  'src',
  'public',
  'index.html',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'scripts/builds.mjs',
  'scripts/copy-licences.mjs',
  'scripts/finish-build.mjs',
  'scripts/headers-file.mjs',
  'scripts/offline-groups.mjs',
  'scripts/scripted-model-plugin.mjs',
];
const isTest = /\.(test|bench|contract|fixture|spec)\.[a-z]+$/;

/**
 * @param {string} dir the build
 * @param {string[]} moreInputs
 */
export function isUpToDate(dir, moreInputs = []) {
  const stamp = join(dir, '.build-stamp');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(moreInputs);
}

/**
 * @param {string} dir the build
 * @param {string} stamp taken before the build, since files may change meanwhile
 */
export function writeStamp(dir, stamp) {
  writeFileSync(join(dir, '.build-stamp'), stamp);
}

/** @param {string[]} moreInputs */
export function stampOf(moreInputs = []) {
  const hash = createHash('sha256');
  for (const path of [...inputs, ...moreInputs].flatMap(filesUnder).sort()) {
    hash.update(`${path}\0${statSync(path).size}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isTest.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
