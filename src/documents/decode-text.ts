/**
 * The text in `bytes`: by its byte order mark (UTF-8, UTF-16), else UTF-8, else Windows-1252. `null` when it
 * is none of these; other encodings can't be told apart safely without a mark.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decode(bytes, 'utf-16be');
  const text = decode(bytes, 'utf-8');
  if (text !== null) return text;
  const western = decode(bytes, 'windows-1252');
  // Five bytes mean nothing in Windows-1252 and come out as C1 controls: they are another encoding's letters.
  return western === null || C1_CONTROL.test(western) ? null : western;
}

const C1_CONTROL = /[\u0080-\u009f]/;

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
