/** The part of voy-search that its own types leave out: what its entry file calls. */
declare module 'voy-search/voy_search_bg.js' {
  export { Voy } from 'voy-search';
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
}
