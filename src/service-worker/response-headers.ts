/*
 * The one table of security headers. The service worker puts it on every response that it serves, and the
 * build writes it to `dist/_headers` for hosts and for `npm start`, so that no two places can disagree.
 */

/** Where model weights and the engine's libraries are downloaded from, and nothing else. */
const modelHosts =
  'https://huggingface.co https://*.huggingface.co https://*.hf.co https://raw.githubusercontent.com';

const contentSecurityPolicy = [
  "default-src 'none'",
  // WebAssembly is compiled from our own files; no string is ever evaluated as script.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  `connect-src 'self' ${modelHosts}`,
  // The CPU engine (wllama) starts its own worker from a blob of script that it carries; nothing else does.
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/**
 * Headers of every response. COOP and COEP make the page cross-origin isolated, which lets the ONNX runtime
 * use threads; the policy also has to be on worker scripts, since a worker does not inherit the page's.
 */
export const responseHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** What `npm run dev` sets: isolation as in production, but no policy, since hot reload injects styles. */
export const isolationHeaders: Readonly<Record<string, string>> = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
};
