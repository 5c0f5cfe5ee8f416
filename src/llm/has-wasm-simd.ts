/**
 * A module with one function, `() -> v128`, that splats a zero over sixteen lanes: it is valid only where the
 * browser knows vector instructions (WebAssembly Core Specification 2.0, 5.4.8).
 */
const vectorModule = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b],
]);

/** Whether the CPU engine can run here; both of wllama's builds are compiled with vector instructions. */
export function hasWasmSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(vectorModule);
}
