import type { DocumentProblem } from '../kernel/document.ts';
import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';

export type DetectedFormat =
  | { readonly ok: true; readonly format: 'pdf' | 'markdown' | 'text' }
  | { readonly ok: false; readonly problem: DocumentProblem };

/**
 * What a file is, by its first bytes and then by the ending of its name; contents outrank the name. Files
 * that are empty, too large, of another kind, or binary under a text file's name are refused.
 */
export function detectFormat(name: string, bytes: Uint8Array): DetectedFormat {
  if (bytes.length === 0) return { ok: false, problem: documentProblems.emptyFile() };
  if (bytes.length > documentLimits.bytes) {
    return { ok: false, problem: documentProblems.tooLarge(bytes.length, documentLimits.bytes) };
  }
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  // A PDF may have junk before its header; a text file that merely mentions the header may not be one.
  if (startsWith(bytes, '%PDF-') || ending === 'pdf') return { ok: true, format: 'pdf' };
  const isText = TEXT_ENDINGS.has(ending) && !looksBinary(bytes);
  if (isText) return { ok: true, format: MARKDOWN_ENDINGS.has(ending) ? 'markdown' : 'text' };
  const known = SIGNATURES.find(({ signature }) => startsWith(bytes, signature));
  if (known) return refuse(`This is ${known.what}`);
  return refuse(TEXT_ENDINGS.has(ending) ? 'This file holds no text' : `This file's name ends in .${ending}`);
}

const MARKDOWN_ENDINGS = new Set(['md', 'markdown', 'mdown', 'mkd']);
const TEXT_ENDINGS = new Set([...MARKDOWN_ENDINGS, 'txt', 'text', 'log', '']);

/** For the message. First bytes, one character per byte; Word, Excel, PowerPoint, EPUB and OpenDocument files are all zip. */
const SIGNATURES: readonly { readonly signature: string; readonly what: string }[] = [
  { signature: 'PK\x03\x04', what: 'an Office document, e-book or zip archive' },
  { signature: '\xd0\xcf\x11\xe0', what: 'an older Office document' },
  { signature: '{\\rtf', what: 'a rich text document (RTF)' },
  { signature: '%!PS', what: 'a PostScript file' },
  { signature: '\x89PNG', what: 'a picture' },
  { signature: '\xff\xd8\xff', what: 'a picture' },
  { signature: 'GIF8', what: 'a picture' },
  { signature: 'II*\x00', what: 'a picture' },
  { signature: 'MM\x00*', what: 'a picture' },
  { signature: 'RIFF', what: 'a picture, sound or video' },
  { signature: '\x00\x00\x00', what: 'a picture or video' },
  { signature: 'ID3', what: 'a sound file' },
  { signature: 'OggS', what: 'a sound or video file' },
  { signature: '\x1f\x8b', what: 'a compressed file' },
  { signature: '7z\xbc\xaf', what: 'a compressed archive' },
  { signature: 'Rar!', what: 'a compressed archive' },
  { signature: '\x7fELF', what: 'a program' },
  { signature: 'MZ\x90', what: 'a program' },
  { signature: '\x00asm', what: 'a program' },
  { signature: 'SQLite format 3', what: 'a database' },
];

function startsWith(bytes: Uint8Array, signature: string): boolean {
  for (let i = 0; i < signature.length; i++) if (bytes[i] !== signature.charCodeAt(i)) return false;
  return true;
}

function refuse(what: string): DetectedFormat {
  return { ok: false, problem: documentProblems.unsupported(what) };
}

/** Control characters that no text has, in the first 64 KiB. UTF-16 passes by its byte order mark. */
function looksBinary(bytes: Uint8Array): boolean {
  const isUtf16 = startsWith(bytes, '\xff\xfe') || startsWith(bytes, '\xfe\xff');
  if (isUtf16) return false;
  const sample = bytes.subarray(0, 65_536);
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 32 && !TEXT_CONTROLS.has(byte)) controls++;
  }
  return controls > sample.length / 200;
}

/** Tab, line feed, form feed, carriage return, and escape as logs with colours have it. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13, 27]);
