import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyLicences } from './copy-licences.mjs';
import { formatHeaders, headerRules } from './headers-file.mjs';
import { classifyBuild, summariseGroups } from './offline-groups.mjs';

/**
 * Writes what a build says about itself: `offline-groups.json` for the page, `_headers` for the host, and the
 * licences of what comes from packages.
 * @param {string} dir the build, all but its service worker
 * @param {Record<string, string>} headers
 * @returns {import('./offline-groups.mjs').OfflineFile[]} every file that the service worker may store
 * @throws Error naming files that belong to no offline group, or whose licence is not known
 */
export function finishBuild(dir, headers) {
  copyLicences(dir);
  const summary = summariseGroups(classifyBuild(dir));
  writeFileSync(join(dir, 'offline-groups.json'), JSON.stringify(summary));
  const entries = readdirSync(dir, { withFileTypes: true })
    .filter(({ name }) => name !== '_headers')
    .map((entry) => ({ name: entry.name, isDirectory: entry.isDirectory() }));
  entries.push({ name: 'service-worker.js', isDirectory: false });
  writeFileSync(join(dir, '_headers'), formatHeaders(headerRules(headers, entries)));
  return classifyBuild(dir);
}
