import { guessUtf16 } from './guess-utf16.ts';

/**
 * The text in `bytes`: by its byte order mark, else UTF-16 if it looks like that, else UTF-8, else as the
 * file itself declares, else by what letters follow each other. `null` when none of these makes sense of it.
 */
export async function decodeText(bytes: Uint8Array): Promise<string | null> {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decode(bytes, 'utf-16be');
  const wide = guessUtf16(bytes);
  if (wide) return decode(bytes, wide);
  const text = decode(bytes, 'utf-8');
  // Japanese mail is written in ASCII and escapes.
  if (text?.includes('\x1b$')) return decode(bytes, 'iso-2022-jp') ?? text;
  if (text !== null) return text;
  const declared = declaredEncoding(bytes);
  return (declared && decode(bytes, declared)) ?? (await guess(bytes));
}

/** Bytes in which a file says its encoding, and from which one is guessed. */
const HEAD = 2_048;
const SAMPLE = 65_536;

/** As a page of HTML or a file of XML says it. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD));
  const said = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)/i.exec(
    head,
  );
  return said?.[1] ?? said?.[2] ?? null;
}

/** Below this, what chardet says is hardly more than that it can't be ruled out; of 100. */
const SURE = 20;
const CERTAIN = 90;
/** Of the bytes that are no spaces, those above ASCII in a language without Latin letters. */
const FOREIGN_SHARE = 0.6;

async function guess(bytes: Uint8Array): Promise<string | null> {
  const sample = bytes.subarray(0, SAMPLE);
  const { analyse } = await import('chardet');
  const matches = analyse(sample).filter(({ confidence }) => confidence > 0);
  const isKnown = (matches[0]?.confidence ?? 0) >= CERTAIN;
  if (!isKnown && looksThai(sample)) return decode(bytes, 'windows-874');
  const sure = matches.filter(({ confidence }) => confidence >= SURE);
  const names = (found: typeof matches) => found.map(({ name }) => name);
  const western = 'windows-1252';
  const order = isForeign(sample)
    ? [...names(matches), western]
    : [...names(sure), western, ...names(matches)];
  for (const name of order) {
    const text = decode(bytes, name);
    if (text !== null && !MEANINGLESS.test(text)) return text;
  }
  return null;
}

/** What comes out of bytes that mean nothing in an encoding. */
const MEANINGLESS = /[\u0080-\u009f\p{Co}\p{Cn}]/u;

function isForeign(bytes: Uint8Array): boolean {
  const letters = bytes.filter((byte) => byte > 0x20);
  return letters.filter((byte) => byte >= 0x80).length > FOREIGN_SHARE * letters.length;
}

/** In Thai a quarter of the letters or more are marks. */
const MARK_SHARE = 0.15;

/** Which chardet does not know: consonants from 0xa1 carry vowels and tones from 0xd1 or 0xe7. */
function looksThai(bytes: Uint8Array): boolean {
  let letters = 0;
  let marks = 0;
  let before = 0;
  for (const byte of bytes) {
    if (byte >= 0x80 && (byte < 0xa1 || byte > 0xfb || (byte > 0xda && byte < 0xdf))) return false;
    const isMark = byte === 0xd1 || (byte >= 0xd4 && byte <= 0xda) || (byte >= 0xe7 && byte <= 0xee);
    const canCarry = before >= 0xa1 && before <= 0xee && !(before >= 0xe0 && before <= 0xe6);
    if (isMark && !canCarry) return false;
    if (byte >= 0xa1) letters++;
    if (isMark) marks++;
    before = byte;
  }
  return marks > 2 && marks > MARK_SHARE * letters && isForeign(bytes);
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
