import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { copyLicences } from './copy-licences.mjs';

/** @type {string[]} */
const dirs = [];

afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
});

/** @param {readonly string[]} assets */
function buildOf(assets) {
  const dir = mkdtempSync(join(tmpdir(), 'licences-'));
  dirs.push(dir);
  mkdirSync(join(dir, 'assets'));
  for (const name of assets) writeFileSync(join(dir, 'assets', name), '');
  return dir;
}

test('an asset brings the licence it comes under, and no other', () => {
  const dir = buildOf(['index-1.js', 'index-1.css', 'ort-1.wasm', 'FoxitFixed-1.pfb', 'jbig2-1.wasm']);
  expect(copyLicences(dir).sort()).toEqual([
    'licences/pdfjs-dist/standard_fonts/LICENSE_FOXIT',
    'licences/pdfjs-dist/wasm/LICENSE_JBIG2',
    'licences/pdfjs-dist/wasm/LICENSE_PDFJS_JBIG2',
  ]);
  const text = readFileSync(join(dir, 'licences/pdfjs-dist/standard_fonts/LICENSE_FOXIT'), 'utf8');
  expect(text).toContain('Redistribution');
});

test('an asset of which no licence is known fails the build by name', () => {
  expect(() => copyLicences(buildOf(['index-1.js', 'Unheard-1.otf']))).toThrow('Unheard-1.otf');
});
