/*
 * The layer table: which folder under src/ may import which, and which packages. It is the architecture
 * stated as data; scripts/lint-layers.mjs holds the code against it.
 */

/**
 * @typedef {object} Layer
 * @property {readonly string[]} layers folders it may import
 * @property {readonly string[]} types folders of which it may import types only
 * @property {readonly string[]} packages
 * @property {string} wayOut what to do instead, for whoever broke the rule
 */

const core = ['kernel', 'retrieval', 'documents', 'llm', 'embedding', 'storage'];

/** @type {Readonly<Record<string, Layer>>} */
export const layers = {
  kernel: {
    layers: [],
    types: [],
    packages: [],
    wayOut: 'State what is needed as a port in src/kernel and have src/worker pass it in.',
  },
  retrieval: {
    layers: ['kernel'],
    types: [],
    packages: [],
    wayOut: 'Take it as a parameter; src/worker puts the parts together.',
  },
  documents: {
    layers: ['kernel'],
    types: [],
    packages: ['pdfjs-dist', 'fflate', 'htmlparser2', 'papaparse', 'chardet'],
    wayOut: 'Return plain text with its provenance and let src/worker carry it on.',
  },
  llm: {
    layers: ['kernel'],
    types: [],
    packages: ['@mlc-ai/web-llm', '@wllama/wllama', '@wllama/wllama-compat', 'dexie', 'hash-wasm'],
    wayOut: 'Take it as a parameter; src/worker puts the parts together.',
  },
  embedding: {
    layers: ['kernel'],
    types: [],
    packages: ['@xenova/transformers', 'onnxruntime-web'],
    wayOut: 'Take it as a parameter; src/worker puts the parts together.',
  },
  storage: {
    layers: ['kernel', 'retrieval'],
    types: [],
    packages: ['dexie'],
    wayOut: 'Store what the kernel defines; src/worker calls the rest.',
  },
  eval: {
    layers: core,
    types: [],
    packages: [],
    wayOut: 'Run the kernel over adapters directly, as src/worker does.',
  },
  worker: {
    layers: [...core, 'eval', 'service-worker'],
    types: [],
    packages: [],
    wayOut: 'Put the code that needs the package into the layer that owns it, and import that layer.',
  },
  ui: {
    layers: ['worker'],
    // The service worker is no worker of ours to call: the page shares the types of its messages, no code.
    types: ['kernel', 'service-worker'],
    packages: ['react', 'react-dom', 'marked', 'highlight.js', 'temml'],
    wayOut: 'Ask for it through a client in src/worker; of the kernel, "import type" is enough for the page.',
  },
  'service-worker': {
    layers: [],
    types: [],
    packages: ['workbox-*'],
    wayOut: 'The service worker knows the files of the app and nothing of what they do.',
  },
};
