/**
 * The printable character that stands for each byte in GPT-2's byte-level vocabularies: printable Latin-1
 * stands for itself, the 68 other bytes for U+0100 upwards, in order.
 */
export const byteCharacters: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  if (isPrintable(byte)) return String.fromCharCode(byte);
  const before = Array.from({ length: byte }, (__, lower) => lower).filter((lower) => !isPrintable(lower));
  return String.fromCharCode(256 + before.length);
});

function isPrintable(byte: number): boolean {
  return (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
}
