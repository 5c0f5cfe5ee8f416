import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

/** Addresses of the runtime that comes with the app; the library's own default is another host. */
export const runtimeFiles = { mjs, wasm } as const;
