import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { offlineGroups } from './support/offline-files.ts';

/* What must and must not be in a production build, and what not in the page's part of it. */

const dist = 'dist';
const read = (path: string) => readFileSync(join(dist, path), 'utf8');
const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /\.m?js$/.test(path),
);

/** The chunks that the page itself may load: all that its first one mentions, up to the workers. */
function pageScripts(): string[] {
  const reached = new Set<string>();
  const waiting = scripts.filter((path) => read('index.html').includes(basename(path)));
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (reached.has(path) || /-worker-[^/]*$|^service-worker\.js$/.test(path)) continue;
    reached.add(path);
    const text = read(path);
    waiting.push(...scripts.filter((other) => text.includes(basename(other))));
  }
  return [...reached];
}

test('no test double is in the production build', () => {
  expect(scripts.filter((path) => read(path).includes('scripted-model'))).toEqual([]);
});

test('the database is in no page chunk, and in a worker', () => {
  const page = pageScripts();
  expect(page.length).toBeGreaterThan(0);
  expect(page.filter((path) => read(path).includes('DexieError'))).toEqual([]);
  expect(scripts.some((path) => read(path).includes('DexieError'))).toBe(true);
});

test('fonts, character maps and decoders of pdf.js come with their licences, outside the offline copy', () => {
  const licences = 'licences/pdfjs-dist';
  const expected = {
    '.bcmap': ['cmaps/LICENSE', 'Adobe Systems'],
    '.pfb': ['standard_fonts/LICENSE_FOXIT', 'PDFium'],
    '.ttf': ['standard_fonts/LICENSE_LIBERATION', 'SIL OPEN FONT LICENSE'],
    openjpeg: ['wasm/LICENSE_OPENJPEG', 'Redistribution'],
    jbig2: ['wasm/LICENSE_JBIG2', 'Redistribution'],
    'pdf.worker': ['LICENSE', 'Apache License'],
  };
  const assets = readdirSync(join(dist, 'assets'));
  for (const [part, [path = '', words = '']] of Object.entries(expected)) {
    expect(assets.filter((name) => name.includes(part)).length, part).toBeGreaterThan(0);
    expect(read(`${licences}/${path}`), part).toContain(words);
  }
  for (const { files } of Object.values(offlineGroups(dist))) {
    expect(files.filter(({ url }) => url.startsWith('licences/'))).toEqual([]);
  }
});

test('each engine of the language model is in its own group alone', () => {
  const { model, cpu, compat: _, ...others } = offlineGroups(dist);
  const isEngine = ({ url }: { url: string }) => /\/(web-llm|wllama)[^/]*$/.test(url);
  expect(model.files.some(({ url, bytes }) => url.includes('web-llm') && bytes > 1e6)).toBe(true);
  expect(cpu.files.some(({ url, bytes }) => url.endsWith('.wasm') && bytes > 1e6)).toBe(true);
  expect(cpu.files.some(({ url }) => url.includes('web-llm'))).toBe(false);
  expect(model.files.some(({ url }) => url.includes('wllama'))).toBe(false);
  for (const { files } of Object.values(others)) expect(files.filter(isEngine)).toEqual([]);
});
