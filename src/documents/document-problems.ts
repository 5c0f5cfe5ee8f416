import type { DocumentProblem, DocumentProblemCode } from '../kernel/document.ts';

const KEPT = 'The original file is kept.';
const RECOGNISE = 'To search it, run text recognition (OCR) on it and add the result.';

/** What can be wrong with a document, each said as what happened, what was kept and what to do. */
export const documentProblems = {
  emptyFile: () => problem('empty', `This file is empty. ${KEPT} Add a version that has text in it.`),
  noWords: () =>
    problem('empty', `There is no text in this file. ${KEPT} Add a version that has text in it.`),
  blankPages: (pages: number) =>
    problem(
      'empty',
      `No text was found on ${anyOf(pages)}: blank, or drawn without letters. ${KEPT} ${RECOGNISE}`,
    ),
  scannedPages: (pages: number) =>
    problem(
      'image-only',
      `No text was found on ${anyOf(pages)}: only pictures (a scan?). ${KEPT} ${RECOGNISE}`,
    ),
  passwordNeeded: () =>
    problem(
      'password-needed',
      `This PDF opens only with a password, so it was not read. ${KEPT} Enter the password to read it; it is not stored.`,
    ),
  wrongPassword: () =>
    problem(
      'password-needed',
      `That is not the password of this PDF, so it was not read. ${KEPT} Try another, or add a copy without a password.`,
    ),
  encryptedOffice: () =>
    problem(
      'encrypted',
      `This Office document is protected with a password, so it was not read. ${KEPT} Save a copy without a password and add that.`,
    ),
  encryptedArchive: () =>
    problem(
      'encrypted',
      `This archive is protected with a password, so it was not read. ${KEPT} Take the files out of it and add those.`,
    ),
  encryptedBook: () =>
    problem(
      'encrypted',
      `This e-book is copy-protected, so it was not read. ${KEPT} Only books without such protection can be read.`,
    ),
  /** `kind` is what to save it as again. */
  damaged: (what: string, kind = 'file') =>
    problem(
      'unreadable',
      `${what} is damaged and could not be read. ${KEPT} Open it in another program, save it as a new ${kind}, and add that.`,
    ),
  /** Made to exhaust a machine, or as good as that; `what` begins the sentence. */
  overLimit: (what: string) =>
    problem(
      'too-large',
      `${what}, which is more than is read of one file, so it was not read. ${KEPT} Save its contents in smaller files and add those.`,
    ),
  tooMuchMemory: () =>
    problem(
      'too-large',
      `Reading this file takes more memory than is given to one file, so it was not read. ${KEPT} Split it into smaller files and add those.`,
    ),
  readerMissing: () =>
    problem(
      'unreadable',
      `The app's PDF reader could not be loaded; it is downloaded before the first PDF. ${KEPT} Go online and try again.`,
    ),
  unknownEncoding: () =>
    problem(
      'unreadable',
      `The letters in this file are in an encoding that is not known here. ${KEPT} Save it as UTF-8 and add that.`,
    ),
  unexpected: () =>
    problem(
      'unreadable',
      `This file could not be read. ${KEPT} Try again, or save it in another format (PDF or plain text) and add that.`,
    ),
  unsupported: (what: string) =>
    problem(
      'unsupported',
      `${what}, which can't be read here. It was not added. Save it as PDF, DOCX or plain text and add that.`,
    ),
  tooLarge: (bytes: number, limit: number) =>
    problem(
      'too-large',
      `This file has ${megabytes(bytes)} MB, and at most ${megabytes(limit)} MB are read. ${KEPT} Split it into smaller files and add those.`,
    ),
  /** `rest` says where reading stopped, as "the first 5,000 of 8,000 pages". */
  cutOff: (rest: string) =>
    problem(
      'too-large',
      `This document is longer than what is read of one: only ${rest} were read. ${KEPT} Split it into smaller files and add those.`,
    ),
  chaptersUnreadable: (missing: number, all: number) =>
    problem(
      'unreadable',
      `This e-book is damaged: ${missing} of its ${all} chapters could not be read. The others were read. ${KEPT}`,
    ),
  noDocuments: () =>
    problem(
      'unsupported',
      'There is no document in this archive that can be read here. It was not added. Add PDF, DOCX, text or other documents.',
    ),
  nestedArchive: () =>
    problem(
      'unsupported',
      'This archive lies in an archive within an archive, which is too deep. It was not added. Take it out and add it.',
    ),
  hiddenParts: () =>
    problem(
      'left-out',
      `Hidden sheets, rows or columns were not read. ${KEPT} Show them, save the file, and add that to search them as well.`,
    ),
  pagesWithoutText: (pages: readonly number[]) =>
    problem(
      'image-only',
      `No text found on ${pageList(pages)} (${pages.length === 1 ? 'a scanned page' : 'scanned pages'}?). The other pages were read. ${KEPT} To search those as well, run text recognition (OCR) on the file and add the result.`,
    ),
  pagesUnreadable: (pages: readonly number[]) =>
    problem(
      'unreadable',
      `This PDF is damaged: ${pageList(pages)} could not be read. The other pages were read. ${KEPT} Save it as a new PDF in another program and add that.`,
    ),
} as const;

function problem(code: DocumentProblemCode, message: string): DocumentProblem {
  return { code, message };
}

function megabytes(bytes: number): string {
  return Math.ceil(bytes / 1024 / 1024).toLocaleString('en');
}

function anyOf(pages: number): string {
  return pages === 1 ? 'its one page' : `any of its ${pages.toLocaleString('en')} pages`;
}

/** Ascending page numbers in words: "page 2", "pages 3 to 9 and 12"; long lists end in "and n more". */
export function pageList(pages: readonly number[]): string {
  const spans: { from: number; to: number }[] = [];
  for (const page of pages) {
    const last = spans.at(-1);
    if (last && page === last.to + 1) last.to = page;
    else spans.push({ from: page, to: page });
  }
  const shown = spans.slice(0, 6);
  const named = shown.map(({ from, to }) =>
    to === from ? `${from}` : `${from} ${to === from + 1 ? 'and' : 'to'} ${to}`,
  );
  const unnamed = spans.slice(6).reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (unnamed > 0) named.push(`${unnamed} more`);
  const list = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named.join('');
  return `${pages.length === 1 ? 'page' : 'pages'} ${list}`;
}
