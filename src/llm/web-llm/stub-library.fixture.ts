/** A function of the stub: what it returns, and whether it first stores a new number where its second parameter points. */
interface StubFunction {
  readonly name: string;
  readonly returns: number;
  readonly stores?: boolean;
}

/** What TVM's JavaScript side calls of a model's library while it sets up (web-llm 0.2.86, lib/index.js, `Instance`). */
const functions: readonly StubFunction[] = [
  // Everything lies at the same place: what is written there is read at once.
  { name: 'TVMWasmAllocSpace', returns: 1024 },
  { name: 'TVMFFIFunctionGetGlobal', returns: 0, stores: true },
  { name: 'TVMFFIWasmFunctionCreate', returns: 0, stores: true },
  { name: 'TVMFFITypeKeyToIndex', returns: 0, stores: true },
  ...[
    'TVMWasmFreeSpace',
    'TVMFFIFunctionSetGlobal',
    'TVMFFIFunctionCall',
    'TVMFFIObjectDecRef',
    'TVMFFIObjectIncRef',
    'TVMFFIWasmGetLastError',
    '_initialize',
  ].map((name) => ({ name, returns: 0 })),
];

/**
 * A WebAssembly module that stands in for a model's compiled library as far as loading goes until all files are
 * read: every function is there and does nothing. No compiled library of any model is at hand for the tests.
 */
export function stubLibrary(): Uint8Array<ArrayBuffer> {
  const nameOf = (text: string) => list([...new TextEncoder().encode(text)].map((byte) => [byte]));
  const i32 = 0x7f;
  const type = [0x60, ...list([[i32], [i32]]), ...list([[i32]])];
  const exported = functions.map(({ name }, index) => [...nameOf(name), 0, ...number(index)]);
  const bodies = functions.map(({ returns, stores }) => {
    // i32.store(parameter 1, counter = counter + 1)
    const store = stores ? [0x23, 0, 0x41, 1, 0x6a, 0x24, 0, 0x20, 1, 0x23, 0, 0x36, 2, 0] : [];
    const code = [0, ...store, 0x41, ...signed(returns), 0x0b];
    return [...number(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [type]),
    ...section(
      3,
      functions.map(() => [0]),
    ),
    ...section(5, [[0, 16]]),
    ...section(6, [[i32, 1, 0x41, ...signed(1), 0x0b]]),
    ...section(7, [[...nameOf('memory'), 2, 0], ...exported]),
    ...section(10, bodies),
  ]);
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = list(items);
  return [id, ...number(content.length), ...content];
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...number(items.length), ...items.flat()];
}

/** LEB128. */
function number(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >> 7)];
}

function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
