import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { buildModule, modules } from './build-scan.mjs';

it.each(Object.entries(modules))(
  '%s is what its source compiles to',
  async (path, binaries) => {
    const message = 'Run node scripts/build-scan.mjs and commit what it writes.';
    expect(await buildModule(binaries), message).toBe(readFileSync(path, 'utf8'));
  },
  60_000,
);

it('says what is wrong with a source', async () => {
  const binary = { name: 'x', about: 'X.', source: 'src/retrieval/scan/assembly/none.ts', features: [] };
  await expect(buildModule([binary])).rejects.toThrow('did not compile');
});
