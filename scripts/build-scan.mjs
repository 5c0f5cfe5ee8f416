import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isMain } from './is-main.mjs';

/*
 * `node scripts/build-scan.mjs`: compiles the AssemblyScript to WebAssembly, as modules that hold it in base64.
 * Such a module loads in workers, pages and Node alike, and needs no address that a build or a policy would
 * have to know. The modules are committed; a test compiles them anew and compares.
 */

/**
 * @typedef {object} Binary
 * @property {string} name of the exported constant
 * @property {string} about its docstring
 * @property {string} source
 * @property {readonly string[]} features beyond the MVP
 */

/** @type {Readonly<Record<string, readonly Binary[]>>} By the module that they are written to. */
export const modules = {
  'src/retrieval/scan/scan-binaries.ts': [
    {
      name: 'relaxedScan',
      about: 'For browsers with relaxed SIMD: dot products of bytes in one instruction.',
      source: 'src/retrieval/scan/assembly/scan.ts',
      features: ['simd', 'relaxed-simd'],
    },
    {
      name: 'simdScan',
      about: 'For browsers with fixed-width SIMD, which is every current one.',
      source: 'src/retrieval/scan/assembly/scan.ts',
      features: ['simd'],
    },
  ],
  'e2e/bench/read-sweep-binary.ts': [
    {
      name: 'readSweep',
      about: 'Reads a memory and does nothing else: what a scan of the same bytes is held against.',
      source: 'src/retrieval/scan/assembly/read-sweep.ts',
      features: ['simd'],
    },
  ],
};

/**
 * The text of a module.
 * @param {readonly Binary[]} binaries
 * @returns {Promise<string>}
 * @throws Error with the compiler's messages
 */
export async function buildModule(binaries) {
  const constants = [];
  for (const binary of binaries) {
    const base64 = Buffer.from(await compile(binary)).toString('base64');
    constants.push(`/** ${binary.about} */\nexport const ${binary.name} =\n  '${base64}';\n`);
  }
  return `/* WebAssembly in base64, written by scripts/build-scan.mjs. */\n\n${constants.join('\n')}`;
}

/**
 * @param {Binary} binary
 * @returns {Promise<Uint8Array>}
 */
async function compile({ source, features }) {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | null} */
  let binary = null;
  const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--use', 'abort='];
  const enabled = features.flatMap((feature) => ['--enable', feature]);
  const { error, stderr } = await asc.main([source, ...options, ...enabled, '--outFile', 'out.wasm'], {
    readFile: (name) => readIfThere(name),
    writeFile: (_name, contents) => {
      if (contents instanceof Uint8Array) binary = contents;
    },
    listFiles: () => [],
  });
  if (error || binary === null) throw new Error(`${source} did not compile.\n${stderr.toString()}`);
  return binary;
}

/** The compiler asks for files at several places and takes `null` for "not here". @param {string} name */
function readIfThere(name) {
  try {
    return readFileSync(resolve(name), 'utf8');
  } catch {
    return null;
  }
}

if (isMain(import.meta.url)) {
  for (const [path, binaries] of Object.entries(modules)) {
    const text = await buildModule(binaries);
    writeFileSync(path, text);
    console.log(`${path}: ${(text.length / 1000).toFixed(1)} kB`);
  }
}
