import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';

/**
 * Installs by `npm ci` when node_modules is missing or older than the lock. Uses nothing but Node itself.
 * @throws Error when npm fails
 */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci)');
  runNpm(['ci']);
}

function isInstalled() {
  // What a link points to belongs to another folder, which npm would empty first.
  if (lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) return true;
  // npm writes this file last, at the end of an install.
  const mark = 'node_modules/.package-lock.json';
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync('package-lock.json').mtimeMs;
}

/**
 * @param {string[]} args
 * @throws Error when npm fails
 */
function runNpm(args) {
  // Inside `npm start` this is the very npm that runs; elsewhere the one on the path.
  const script = process.env.npm_execpath;
  const [command, ...first] = script?.endsWith('.js') ? [process.execPath, script] : ['npm'];
  const { status, error } = spawnSync(command, [...first, ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32' && !script,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed; see above.`);
}
