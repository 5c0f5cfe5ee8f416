/** Bytes looked at. */
const SAMPLE = 65_536;
/** Shorter than this, a pattern is chance. */
const SHORTEST = 8;

/**
 * UTF-16 without a byte order mark, or `null`. Text in it has spaces, line feeds and punctuation, whose high
 * byte is 0 or 0x30; read in the other order these are letters that hardly occur.
 */
export function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, SAMPLE) & ~1;
  if (length < SHORTEST || bytes.length % 2 !== 0) return null;
  let little = 0;
  let big = 0;
  for (let at = 0; at < length; at += 2) {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
    if (isCommon(second, first)) little++;
    if (isCommon(first, second)) big++;
  }
  const most = Math.max(little, big);
  const share = length < SHORT ? SHORT_SHARE : COMMON_SHARE;
  if (most < 3 || most * 2 < length * share || most < 10 * Math.min(little, big)) return null;
  const guess = little > big ? 'utf-16le' : 'utf-16be';
  return isPlausible(bytes.subarray(0, length), guess) ? guess : null;
}

/** Of the characters, at the least: Chinese has a comma or a line end in every fifty. */
const COMMON_SHARE = 0.02;
/** Fewer bytes than this have to look the more like it. */
const SHORT = 1_000;
const SHORT_SHARE = 0.08;

function isCommon(high: number, low: number): boolean {
  if (high === 0) return low === 0x0a || low === 0x0d || (low >= 0x20 && low < 0x7f);
  return high === 0x30 && (low === 0x00 || low === 0x01 || low === 0x02);
}

/** Decodes, and holds no characters that are unassigned or drawn as nothing. */
function isPlausible(bytes: Uint8Array, encoding: string): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return !/[\p{Cn}\p{Co}]|(?![\t\n\f\r])\p{Cc}/u.test(text);
  } catch {
    return false;
  }
}
