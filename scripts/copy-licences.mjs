import { cpSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * The licences of files that a build takes from packages as they are: fonts, character maps, decoders. They ask to
 * be handed on together with what they are about.
 */

const packages = join(dirname(fileURLToPath(import.meta.url)), '../node_modules');

/**
 * Files of a build, by name, and where the packages keep their licences.
 * @type {readonly { of: RegExp, licences: readonly string[] }[]}
 */
const sources = [
  // pdf.js's own, and of the colour management that is part of its worker.
  {
    of: /^pdf\..*\.js$/,
    licences: ['LICENSE', 'wasm/LICENSE_QCMS', 'wasm/LICENSE_PDFJS_QCMS'],
  },
  { of: /\.bcmap$/, licences: ['cmaps/LICENSE'] },
  { of: /^Foxit.*\.pfb$/, licences: ['standard_fonts/LICENSE_FOXIT'] },
  { of: /^Liberation.*\.ttf$/, licences: ['standard_fonts/LICENSE_LIBERATION'] },
  { of: /^jbig2-.*\.wasm$/, licences: ['wasm/LICENSE_JBIG2', 'wasm/LICENSE_PDFJS_JBIG2'] },
  { of: /^openjpeg-.*\.wasm$/, licences: ['wasm/LICENSE_OPENJPEG', 'wasm/LICENSE_PDFJS_OPENJPEG'] },
].map(({ of, licences }) => ({ of, licences: licences.map((path) => `pdfjs-dist/${path}`) }));

/** Kinds of files that a build never makes itself. */
const foreign = /\.(bcmap|pfb|ttf|otf|icc)$/;

/**
 * Puts the licences of a build's assets into its folder `licences`, by package.
 * @param {string} dir the build
 * @returns {string[]} their paths in the build
 * @throws Error naming assets of a kind that is not known here
 */
export function copyLicences(dir) {
  const assets = readdirSync(join(dir, 'assets'));
  const unknown = assets.filter((name) => foreign.test(name) && !sources.some(({ of }) => of.test(name)));
  if (unknown.length > 0) {
    throw new Error(
      `These built files come from a package, and their licence is not known: ${unknown.join(', ')}. ` +
        'Name it in scripts/copy-licences.mjs.',
    );
  }
  const needed = sources.filter(({ of }) => assets.some((name) => of.test(name)));
  const paths = [...new Set(needed.flatMap(({ licences }) => licences))];
  for (const path of paths) cpSync(join(packages, path), join(dir, 'licences', path));
  return paths.map((path) => `licences/${path}`);
}
