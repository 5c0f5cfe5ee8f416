/** The most that the CPU engine can hold: its WebAssembly memory ends there (wllama 3.8.1, `getWasmMemory`). */
export const cpuEngineBytes = 4096 * 2 ** 20;
