import { cleanPdfText } from './clean-pdf-text.ts';
import type { Angle, PdfTextRun } from './pdf-text-run.ts';

/** Part of a line between gaps too wide for spaces: a table's cell, or one column's line. */
export interface PdfTextSegment {
  readonly text: string;
  readonly x: number;
  readonly right: number;
}

/** A line of text on a document page; see PdfTextRun for its axes. */
export interface PdfTextLine {
  /** Document page, from 1. */
  readonly page: number;
  /** The segments' texts, two spaces between; never blank. */
  readonly text: string;
  readonly segments: readonly PdfTextSegment[];
  readonly x: number;
  readonly right: number;
  readonly y: number;
  /** The size and the angle most of its characters have. */
  readonly size: number;
  readonly angle: Angle;
  /** The font that most of its characters have, by pdf.js's name. */
  readonly font: string;
  /** All its characters but a stray few are. */
  readonly isBold: boolean;
  readonly isMono: boolean;
}

/** A gap this many times the font size is no space between words; justified text stays below 1.5. */
const WIDE_GAP = 1.8;
const MARKER = /^(?:[•◦▪‣·○●■□–—*-]|\(?\d{1,3}[.)]|\(?[a-z]{1,4}[.)])$/iu;

/** Puts the runs of one document page together to lines, in the order they come in. */
export function assemblePdfLines(
  page: number,
  runs: readonly PdfTextRun[],
  isBold: (font: string) => boolean,
): PdfTextLine[] {
  const lines: PdfTextLine[] = [];
  let open: PdfTextRun[] = [];
  let ended = false;
  const close = () => {
    const line = open.length > 0 ? buildLine(page, open, isBold) : null;
    if (line) lines.push(line);
    open = [];
  };
  for (const run of runs) {
    const last = open.findLast(({ text }) => text.trim() !== '');
    if (last && run.text !== '' && startsLine(last, run, ended)) close();
    ended = run.endsLine || (ended && run.text.trim() === '');
    if (run.text !== '' && !(last && isOverprint(last, run))) open.push(run);
  }
  close();
  return lines;
}

/** pdf.js also ends lines between cells of one row; only the position tells. */
function startsLine(last: PdfTextRun, run: PdfTextRun, ended: boolean): boolean {
  if (run.angle !== last.angle) return true;
  const size = Math.max(last.size, run.size);
  const end = last.x + last.width;
  const isSameRow = Math.abs(run.y - last.y) < 0.25 * size && run.x >= end - 0.5 * size;
  if (ended) return !isSameRow;
  const jumpsBack = run.x + run.width < last.x - size && !RIGHT_TO_LEFT.test(last.text + run.text);
  return jumpsBack || Math.abs(run.y - last.y) > 0.8 * size;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;

/** Bold faked by printing twice. */
function isOverprint(last: PdfTextRun, run: PdfTextRun): boolean {
  const reach = 0.2 * run.size;
  return run.text === last.text && Math.abs(run.x - last.x) < reach && Math.abs(run.y - last.y) < reach;
}

function buildLine(
  page: number,
  runs: readonly PdfTextRun[],
  isBold: (font: string) => boolean,
): PdfTextLine | null {
  const segments = buildSegments(runs);
  const [first] = segments;
  if (!first) return null;
  const main = mostOf(runs, ({ size }) => size) ?? 0;
  const baseline = runs.find((run) => run.size === main && run.text.trim() !== '') ?? runs[0];
  return {
    page,
    text: segments.map(({ text }) => text).join('  '),
    segments,
    x: Math.min(...segments.map(({ x }) => x)),
    right: Math.max(...segments.map(({ right }) => right)),
    y: baseline?.y ?? 0,
    size: main,
    angle: baseline?.angle ?? 0,
    font: mostOf(runs, ({ font }) => font) ?? '',
    isBold: shareOf(runs, (run) => isBold(run.font)) > 0.94,
    isMono: shareOf(runs, ({ isMono }) => isMono) > 0.9,
  };
}

function buildSegments(runs: readonly PdfTextRun[]): PdfTextSegment[] {
  const segments: { text: string; x: number; right: number }[] = [];
  let gapBefore = false;
  for (const run of runs) {
    const open = segments.at(-1);
    if (run.text.trim() === '') {
      gapBefore = true;
      continue;
    }
    const isApart = open && run.x - open.right > WIDE_GAP * run.size;
    // A list's or heading's number may stand apart from its text.
    const isMarked = isApart && segments.length === 1 && MARKER.test(open.text.trim());
    if (!open || (isApart && !isMarked)) {
      segments.push({ text: run.text, x: run.x, right: run.x + run.width });
    } else extend(open, run, gapBefore || isMarked ? ' ' : '');
    gapBefore = false;
  }
  return segments
    .map((segment) => ({ ...segment, text: cleanPdfText(segment.text) }))
    .filter(({ text }) => text !== '');
}

function extend(open: { text: string; x: number; right: number }, run: PdfTextRun, between: string): void {
  open.text += between + run.text;
  open.x = Math.min(open.x, run.x);
  open.right = Math.max(open.right, run.x + run.width);
}

/** The value that most characters have; `undefined` without any. */
function mostOf<T>(runs: readonly PdfTextRun[], pick: (run: PdfTextRun) => T): T | undefined {
  const counts = new Map<T, number>();
  for (const run of runs) {
    const length = run.text.trim().length;
    if (length > 0) counts.set(pick(run), (counts.get(pick(run)) ?? 0) + length);
  }
  let most: T | undefined;
  let highest = 0;
  for (const [value, count] of counts) {
    if (count > highest) [most, highest] = [value, count];
  }
  return most;
}

function shareOf(runs: readonly PdfTextRun[], matches: (run: PdfTextRun) => boolean): number {
  let all = 0;
  let matching = 0;
  for (const run of runs) {
    const length = run.text.trim().length;
    all += length;
    if (matches(run)) matching += length;
  }
  return all > 0 ? matching / all : 0;
}
