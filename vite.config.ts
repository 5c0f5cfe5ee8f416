import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { type AliasOptions, defineConfig, type Rolldown } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import { stampOf } from './scripts/build-stamp.mjs';
import { builds } from './scripts/builds.mjs';
import { finishBuild } from './scripts/finish-build.mjs';
import { scriptedModelPlugin } from './scripts/scripted-model-plugin.mjs';
import { isolationHeaders, responseHeaders } from './src/service-worker/response-headers.ts';

const root = import.meta.dirname;

/** The wasm-only runtime: half the download of the WebGPU one, and WebGPU stays with the language model. */
export const alias: AliasOptions = [
  { find: /^onnxruntime-web\/webgpu$/, replacement: 'onnxruntime-web/wasm' },
];

/** As src/ui/highlight-code.ts imports them. */
const codeLanguages = [
  'bash',
  'cpp',
  'csharp',
  'css',
  'diff',
  'go',
  'java',
  'javascript',
  'json',
  'python',
  'rust',
  'sql',
  'typescript',
  'xml',
  'yaml',
];

/** Named here because they are met late, inside workers or lazily: they would reload the page once. */
export const prebundled = [
  'react',
  'react-dom/client',
  'marked',
  'dexie',
  'pdfjs-dist/legacy/build/pdf.min.mjs',
  'pdfjs-dist/legacy/build/pdf.worker.min.mjs',
  '@xenova/transformers',
  'onnxruntime-web/wasm',
  '@mlc-ai/web-llm',
  '@wllama/wllama/esm/index.js',
  'hash-wasm',
  'fflate',
  'htmlparser2',
  'papaparse',
  'chardet',
  'temml',
  'highlight.js/lib/core',
  ...codeLanguages.map((name) => `highlight.js/lib/languages/${name}`),
];

/** By these names scripts/offline-groups.mjs tells the engines' files apart. */
const engineNames: Rolldown.OutputOptions = {
  chunkFileNames: ({ moduleIds }) => {
    const holds = (name: string) => moduleIds.some((id) => id.includes(`/node_modules/${name}/`));
    if (holds('@mlc-ai/web-llm')) return 'assets/web-llm-[hash].js';
    if (holds('@wllama/wllama-compat')) return 'assets/wllama-compat-[hash].js';
    if (holds('@wllama/wllama')) return 'assets/wllama-engine-[hash].js';
    return 'assets/[name]-[hash].js';
  },
  assetFileNames: ({ originalFileNames }) =>
    originalFileNames.some((name) => name.includes('wllama-compat'))
      ? 'assets/wllama-compat-[hash][extname]'
      : 'assets/[name]-[hash][extname]',
};

/** How long each plugin took is no warning. */
const checks = { pluginTimings: false };

/** "0.1.0 (3f9c21ab)": the version, and a stamp of all that a build is made from; the same files, the same stamp. */
function buildLabel(): string {
  const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string };
  return `${version} (${stampOf().slice(0, 8)})`;
}

export default defineConfig(({ mode, command }) => {
  const e2e = mode === 'e2e';
  const outDir = e2e ? builds.e2e.dir : builds.production.dir;
  const scriptedModel = () => (e2e ? [scriptedModelPlugin(root)] : []);
  return {
    plugins: [...scriptedModel(), react(), VitePWA(pwa(resolve(root, outDir)))],
    worker: { format: 'es', plugins: scriptedModel, rolldownOptions: { checks, output: engineNames } },
    resolve: { alias },
    define: command === 'build' ? { 'import.meta.env.PAGEFILE_BUILD': JSON.stringify(buildLabel()) } : {},
    optimizeDeps: { include: prebundled },
    server: { headers: isolationHeaders },
    build: {
      outDir,
      emptyOutDir: true,
      // Inlined as data: addresses, small files could be neither fetched nor run under our policy.
      assetsInlineLimit: 0,
      // Every browser that can run the app preloads modules by itself.
      modulePreload: { polyfill: false },
      // The language model's engine is one chunk of 6 MB, downloaded only with a model.
      chunkSizeWarningLimit: 7000,
      rolldownOptions: { checks },
    },
  };
});

const shortcutIcons = [{ src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' }];

/** Files that the system may open with the installed app or share with it, by type. */
const openedFiles = {
  'application/pdf': ['.pdf'],
  'text/markdown': ['.md', '.markdown'],
  'text/plain': ['.txt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/epub+zip': ['.epub'],
  'text/html': ['.html', '.htm'],
  'text/csv': ['.csv'],
  'application/json': ['.json'],
};

/** What the browser shows when the app is installed, and how the service worker is built. */
function pwa(outDir: string): Partial<VitePWAOptions> {
  return {
    strategies: 'injectManifest',
    registerType: 'prompt',
    // src/ui/register-service-worker.ts does it.
    injectRegister: false,
    srcDir: 'src/service-worker',
    filename: 'service-worker.ts',
    // Our own list has sizes, groups and content hashes, which the plugin's has not. This is the documented
    // way to leave the plugin's out, which its types do not know.
    injectManifest: { injectionPoint: undefined as unknown as string },
    integration: {
      configureCustomSWViteBuild(serviceWorker) {
        const files = JSON.stringify(finishBuild(outDir, responseHeaders));
        serviceWorker.define = { ...serviceWorker.define, __OFFLINE_FILES__: files };
        // The plugin asks for one file in a way that Vite 8 calls deprecated at every build.
        const output = { entryFileNames: 'service-worker.mjs', codeSplitting: false };
        serviceWorker.build = {
          ...serviceWorker.build,
          rollupOptions: { input: resolve(root, 'src/service-worker/service-worker.ts'), output, checks },
        };
        serviceWorker.logLevel = 'warn';
      },
    },
    includeManifestIcons: false,
    manifest: {
      id: 'pagefile',
      name: 'Pagefile',
      short_name: 'Pagefile',
      description: 'Private, offline chat with a local model that remembers.',
      lang: 'en',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#fbfaf7',
      theme_color: '#fbfaf7',
      icons: [
        { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        { src: 'icons/mark.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
      // What these addresses do: src/ui/use-launch.ts.
      shortcuts: [
        { name: 'New chat', url: './?go=new-chat', icons: shortcutIcons },
        { name: 'Library', url: './?go=library', icons: shortcutIcons },
      ],
      file_handlers: [{ action: './', accept: openedFiles }],
      // Answered by the service worker on this device (src/service-worker/keep-shared-files.ts).
      share_target: {
        action: './share',
        method: 'POST',
        enctype: 'multipart/form-data',
        params: { files: [{ name: 'files', accept: Object.entries(openedFiles).flat(2) }] },
      },
    },
  };
}
