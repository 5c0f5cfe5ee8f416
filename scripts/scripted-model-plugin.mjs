import { existsSync } from 'node:fs';
import { join } from 'node:path';

const real = 'src/worker/start-llm-worker.ts';
const scripted = 'e2e/start-scripted-llm-worker.ts';

/**
 * In the e2e build the agent worker starts the scripted model's worker in place of the real one. This is the
 * only difference between that build and production.
 * @param {string} root the repository
 * @returns {import('vite').Plugin}
 */
export function scriptedModelPlugin(root) {
  return {
    name: 'pagefile:scripted-model',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!source.includes('start-llm-worker')) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (resolved?.id !== join(root, real)) return resolved;
      const replacement = join(root, scripted);
      if (!existsSync(replacement)) throw new Error(`The e2e build needs ${scripted}.`);
      return replacement;
    },
  };
}
