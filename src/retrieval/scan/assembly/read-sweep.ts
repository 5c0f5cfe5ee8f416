/*
 * In AssemblyScript; scripts/build-scan.mjs compiles it.
 */

/** Reads that many bytes from an address on, 64 at a time, and folds them into one number. */
export function sweep(from: usize, bytes: i32): i32 {
  let a = i32x4.splat(0);
  let b = i32x4.splat(0);
  let c = i32x4.splat(0);
  let d = i32x4.splat(0);
  const end = from + bytes;
  for (let at = from; at < end; at += 64) {
    a = v128.xor(a, v128.load(at));
    b = v128.xor(b, v128.load(at, 16));
    c = v128.xor(c, v128.load(at, 32));
    d = v128.xor(d, v128.load(at, 48));
  }
  const folded = v128.xor(v128.xor(a, b), v128.xor(c, d));
  return i32x4.extract_lane(folded, 0) ^ i32x4.extract_lane(folded, 3);
}
