import { parseArgs } from 'node:util';
import { isUpToDate, stampOf, writeStamp } from './build-stamp.mjs';
import { builds } from './builds.mjs';
import { ensureInstalled } from './install.mjs';
import { isMain } from './is-main.mjs';

/**
 * Builds unless the build at hand was made from the same files.
 * @param {import('./builds.mjs').BuildMode} mode
 * @param {{ base?: string | undefined }} options the path below which a host serves the app
 * @throws Error from Vite
 */
export async function buildIfStale(mode, { base } = {}) {
  const { dir, moreInputs } = builds[mode];
  const stamp = stampOf(moreInputs);
  if (base === undefined && isUpToDate(dir, moreInputs)) return;
  const { build } = await import('vite');
  await build({ mode, logLevel: 'warn', ...(base === undefined ? {} : { base }) });
  // A build for another path is for a host, not for `npm start`.
  if (base === undefined) writeStamp(dir, stamp);
}

async function buildFromCommandLine() {
  const { values } = parseArgs({
    options: { mode: { type: 'string', default: 'production' }, base: { type: 'string' } },
  });
  const { mode, base } = values;
  if (mode !== 'production' && mode !== 'e2e') throw new Error(`--mode is production or e2e, not ${mode}.`);
  ensureInstalled();
  await buildIfStale(mode, { base });
  console.log(`The build is in ${builds[mode].dir}/.`);
}

if (isMain(import.meta.url)) {
  buildFromCommandLine().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
