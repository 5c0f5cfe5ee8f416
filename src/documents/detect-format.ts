import type { DocumentProblem } from '../kernel/document.ts';
import { codeLanguage } from './code-language.ts';
import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import type { ExtractedDocument } from './extracted-document.ts';
import { guessUtf16 } from './guess-utf16.ts';
import { listZip } from './zip-directory.ts';

export type ReadableFormat = Exclude<ExtractedDocument['format'], 'unknown'> | 'archive';

export type DetectedFormat =
  | { readonly ok: true; readonly format: ReadableFormat }
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
  if (startsWith(bytes, '%PDF-') || ending === 'pdf') return accept('pdf');
  if (startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, 'PK\x05\x06')) return detectPackage(ending, bytes);
  if (startsWith(bytes, OLE)) return detectOle(bytes);
  const isText = !looksBinary(bytes);
  const format = TEXT_FORMATS.get(ending) ?? (codeLanguage(ending) === null ? null : 'code');
  if (isText && format) return accept(format);
  const known = SIGNATURES.find(({ signature }) => startsWith(bytes, signature));
  if (known) return refuse(`This is ${known.what}`);
  if (PACKAGES.has(ending)) return accept(PACKAGES.get(ending) ?? 'archive');
  if (isText) return accept(startsLikeHtml(bytes) ? 'html' : 'text');
  return refuse(format || ending === '' ? 'This file holds no text' : `This file's name ends in .${ending}`);
}

const TEXT_FORMATS: ReadonlyMap<string, ReadableFormat> = new Map([
  ...['md', 'markdown', 'mdown', 'mkd'].map((it) => [it, 'markdown'] as const),
  ...['txt', 'text', 'log'].map((it) => [it, 'text'] as const),
  ...['html', 'htm', 'xhtml', 'xht'].map((it) => [it, 'html'] as const),
  ...['csv', 'tsv', 'tab'].map((it) => [it, 'csv'] as const),
  ...['json', 'jsonl', 'ndjson', 'geojson'].map((it) => [it, 'json'] as const),
]);

/** Zip archives that are documents, for files so damaged that only the name tells. */
const PACKAGES: ReadonlyMap<string, ReadableFormat> = new Map([
  ...['docx', 'docm', 'dotx', 'dotm'].map((it) => [it, 'docx'] as const),
  ...['xlsx', 'xlsm', 'xltx', 'xltm'].map((it) => [it, 'xlsx'] as const),
  ['epub', 'epub'],
  ['zip', 'archive'],
]);

/** What tells one kind of package from another, by the entries that it must have. */
const PACKAGE_PARTS: readonly { readonly part: RegExp; readonly format: ReadableFormat }[] = [
  { part: /^META-INF\/container\.xml$/, format: 'epub' },
  { part: /^word\/[^/]+\.xml$/, format: 'docx' },
  { part: /^xl\/[^/]+\.xml$/, format: 'xlsx' },
];

const OTHER_PACKAGES: readonly { readonly part: RegExp; readonly what: string }[] = [
  { part: /^ppt\/[^/]+\.xml$/, what: 'a presentation' },
  { part: /^xl\/workbook\.bin$/, what: 'a binary spreadsheet (XLSB)' },
  { part: /^Index\/Document\.iwa$/, what: 'a Pages, Numbers or Keynote document' },
  { part: /^META-INF\/MANIFEST\.MF$/, what: 'a program' },
  { part: /^AndroidManifest\.xml$/, what: 'a program' },
];

function detectPackage(ending: string, bytes: Uint8Array): DetectedFormat {
  const names = listZip(bytes)?.entries.map(({ name }) => name) ?? [];
  const has = (part: RegExp) => names.some((name) => part.test(name));
  const format = PACKAGE_PARTS.find(({ part }) => has(part))?.format;
  // An OpenDocument file has a manifest there, and no container.
  if (has(/^META-INF\/manifest\.xml$/) && has(/^content\.xml$/))
    return refuse('This is an OpenDocument file');
  // An archive of unpacked documents is still an archive.
  if (format && (ending !== 'zip' || has(/^(?:\[Content_Types\]\.xml|mimetype)$/))) return accept(format);
  const other = OTHER_PACKAGES.find(({ part }) => has(part));
  if (other && ending !== 'zip') return refuse(`This is ${other.what}`);
  return accept(PACKAGES.get(ending) ?? 'archive');
}

const OLE = '\xd0\xcf\x11\xe0';

/** Older Office documents, and newer ones with a password, which are wrapped in one. */
function detectOle(bytes: Uint8Array): DetectedFormat {
  const wrapped = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(0x45); at >= 0; at = bytes.indexOf(0x45, at + 1)) {
    const isWrapped = wrapped.every((byte, offset) => bytes[at + offset] === byte);
    if (isWrapped) return { ok: false, problem: documentProblems.encryptedOffice() };
  }
  return refuse('This is an older Office document');
}

/** For the message. First bytes, one character per byte. */
const SIGNATURES: readonly { readonly signature: string; readonly what: string }[] = [
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

function startsLikeHtml(bytes: Uint8Array): boolean {
  return /^\s*<(?:!doctype html|html)[\s>]/i.test(new TextDecoder().decode(bytes.subarray(0, 256)));
}

function accept(format: ReadableFormat): DetectedFormat {
  return { ok: true, format };
}

function refuse(what: string): DetectedFormat {
  return { ok: false, problem: documentProblems.unsupported(what) };
}

/** Control characters that no text has, in the first 64 KiB. UTF-16 passes by its byte order mark or pattern. */
function looksBinary(bytes: Uint8Array): boolean {
  const isUtf16 =
    startsWith(bytes, '\xff\xfe') || startsWith(bytes, '\xfe\xff') || guessUtf16(bytes) !== null;
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
