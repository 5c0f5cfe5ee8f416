import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { offlineGroups } from './support/offline-files.ts';

/* What must not be in a production build, or not in the page's part of it. */

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

test('each engine of the language model is in its own group alone', () => {
  const { model, cpu, compat: _, ...others } = offlineGroups(dist);
  const isEngine = ({ url }: { url: string }) => /\/(web-llm|wllama)[^/]*$/.test(url);
  expect(model.files.some(({ url, bytes }) => url.includes('web-llm') && bytes > 1e6)).toBe(true);
  expect(cpu.files.some(({ url, bytes }) => url.endsWith('.wasm') && bytes > 1e6)).toBe(true);
  expect(cpu.files.some(({ url }) => url.includes('web-llm'))).toBe(false);
  expect(model.files.some(({ url }) => url.includes('wllama'))).toBe(false);
  for (const { files } of Object.values(others)) expect(files.filter(isEngine)).toEqual([]);
});
