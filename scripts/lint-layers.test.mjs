import { describe, expect, test } from 'vitest';
import { checkFile } from './lint-layers.mjs';

/** @param {string} path @param {string} code */
const messages = (path, code) => checkFile(path, code).join('\n');

describe('layers', () => {
  test('a rule that holds says nothing', () => {
    expect(
      messages('src/storage/a.ts', "import Dexie from 'dexie'; import { b } from '../kernel/b.ts';"),
    ).toBe('');
    expect(messages('src/ui/a.tsx', "import { start } from '../worker/app-client.ts';")).toBe('');
  });

  test('a broken rule names the file, the line, the rule and the way out', () => {
    expect(messages('src/ui/a.tsx', "\nimport { open } from '../storage/open.ts';")).toBe(
      'src/ui/a.tsx:2 imports src/storage/open.ts. src/ui imports only: kernel (types), service-worker (types), ' +
        'worker; packages: react, react-dom, marked, highlight.js, temml. Ask for it through a client in src/worker; of the kernel, ' +
        '"import type" is enough for the page.',
    );
  });

  test.each([
    ['a static import', "import '../ui/b.ts';"],
    ['a re-export', "export { b } from '../ui/b.ts';"],
    ['a dynamic import', "const b = () => import('../ui/b.ts');"],
    ['a file by address', "new URL('../ui/b.ts', import.meta.url);"],
    ['an address import', "import b from '../ui/b.ts?url';"],
    ['a type', "type B = import('../ui/b.ts').B;"],
    ['a package', "import { useState } from 'react';"],
    ['a built-in of Node', "import { readFile } from 'node:fs/promises';"],
    ['a file outside src', "import { b } from '../../e2e/b.ts';"],
    ['test code', "import { b } from './fixtures/b.ts';"],
  ])('finds %s', (_name, code) => {
    expect(checkFile('src/worker/a.ts', code)).toHaveLength(1);
  });

  test('the page takes types of the kernel and no code', () => {
    expect(messages('src/ui/a.ts', "import type { B } from '../kernel/b.ts';")).toBe('');
    expect(messages('src/ui/a.ts', "export type { B } from '../kernel/b.ts';")).toBe('');
    expect(messages('src/ui/a.ts', "import { b } from '../kernel/b.ts';")).toContain('kernel (types)');
    // The import stays when its names are erased, and would load the file.
    expect(messages('src/ui/a.ts', "import { type B } from '../kernel/b.ts';")).toContain('kernel (types)');
  });

  test('tests may use any package and any layer but the page', () => {
    const path = 'src/kernel/a.browser.test.ts';
    expect(messages(path, "import { test } from 'vitest'; import { b } from '../storage/b.ts';")).toBe('');
    expect(messages(path, "import { b } from '../ui/b.ts';")).toContain('src/kernel imports only: nothing');
  });

  test('a folder that is no layer is refused', () => {
    expect(messages('src/utils/a.ts', '')).toContain('lies in no layer');
    expect(messages('src/kernel/a.ts', "import '../utils/b.ts';")).toContain('lies in no layer');
    expect(messages('src/vite-env.d.ts', '')).toBe('');
  });
});
