import { expect, test } from 'vitest';
import { classifyFiles, summariseGroups } from './offline-groups.mjs';

/** @param {Record<string, string>} files */
const classify = (files) =>
  classifyFiles(Object.entries(files).map(([path, text]) => ({ path, content: Buffer.from(text) })));

const build = {
  'index.html': '<script src="/assets/index-1.js"></script>',
  'assets/index-1.js': 'import("./late-1.js"); new Worker("/assets/agent-worker-1.js")',
  'assets/late-1.js': '',
  'assets/agent-worker-1.js':
    '"/assets/document-worker-1.js" "/assets/embed-worker-1.js" "/assets/llm-worker-1.js"',
  'assets/document-worker-1.js': 'import("./shared-1.js"); import("./pdf-1.js")',
  'assets/embed-worker-1.js': 'import("./shared-1.js"); "/assets/ort-1.wasm"',
  'assets/llm-worker-1.js': 'import("./web-llm-1.js"); import("./load-1.js"); "config.json"',
  'assets/shared-1.js': '',
  'assets/pdf-1.js': '',
  'assets/ort-1.wasm': 'late-1.js',
  'assets/web-llm-1.js': '',
  'assets/load-1.js': 'import("./wllama-engine-1.js")',
  'assets/wllama-engine-1.js': '"wllama-1.wasm" "wllama-compat-1.wasm"',
  'assets/wllama-1.wasm': '',
  'assets/wllama-compat-1.wasm': '',
  'practice/practice.gguf': '',
  'models/m/config.json': '{}',
  'models/README.md': '',
  'manifest.webmanifest': '',
  'icons/a.png': '',
  'licences/a/LICENSE': '',
  'service-worker.js': '',
  _headers: '',
};

test('what a group mentions belongs to it, up to where another group begins', () => {
  const groups = Object.fromEntries(classify(build).map(({ url, groups }) => [url, groups.join(' ')]));
  expect(groups).toEqual({
    'index.html': 'shell',
    'manifest.webmanifest': 'shell',
    'icons/a.png': 'shell',
    'assets/index-1.js': 'shell',
    'assets/late-1.js': 'shell',
    'assets/agent-worker-1.js': 'shell',
    'assets/document-worker-1.js': 'documents',
    'assets/pdf-1.js': 'documents',
    'assets/shared-1.js': 'documents embedder',
    'assets/embed-worker-1.js': 'embedder',
    'assets/ort-1.wasm': 'embedder',
    'models/m/config.json': 'embedder',
    'assets/llm-worker-1.js': 'model cpu',
    'assets/web-llm-1.js': 'model',
    'assets/load-1.js': 'model cpu',
    'assets/wllama-engine-1.js': 'cpu',
    'assets/wllama-1.wasm': 'cpu',
    'assets/wllama-compat-1.wasm': 'compat',
    'practice/practice.gguf': 'cpu',
  });
});

test('a file that belongs nowhere fails the build by name', () => {
  expect(() => classify({ ...build, 'assets/stray-1.js': '' })).toThrow('assets/stray-1.js');
});

test('the summary adds up each group', () => {
  const summary = summariseGroups(classify(build));
  expect(summary.documents?.bytes).toBe(build['assets/document-worker-1.js'].length);
  expect(summary.model?.files.map(({ url }) => url)).toEqual([
    'assets/llm-worker-1.js',
    'assets/load-1.js',
    'assets/web-llm-1.js',
  ]);
});
