import { filesFailures } from './files-failure.ts';

/** Nothing or not all came: to be tried again. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection';
  /** How long the host asks to be left alone; `null` when it doesn't say. */
  readonly retryAfterMs: number | null;
  constructor(message: string, retryAfterMs: number | null = null) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** What came is not the file: to be fetched from the start, once. The message follows "is not that file:". */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
}

/** The head of an answer that brings the file, or its rest. */
export interface Answer {
  /** Where in the file its body begins. */
  readonly from: number;
  /** Of the whole file; `null` when the host doesn't say. */
  readonly bytes: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The commit that the file is of; Hugging Face tells it, other hosts don't. */
  readonly revision: string | null;
}

/** What was asked for. */
export interface AskedFor {
  /** First byte of the range. */
  readonly from: number;
  readonly name: string;
  /** As the person knows it; what answers in the end may be another. */
  readonly host: string;
  /** Now, in ms since 1970. */
  readonly date: number;
}

/**
 * Reads the head of an answer.
 *
 * @throws LostConnection when the host is busy or the range can't be had, UnusableAnswer for a web page,
 * FilesFailure when asking again is no use
 */
export function readAnswer(answer: Response, asked: AskedFor): Answer {
  const { headers, status } = answer;
  if (!answer.ok) throw failureOf(answer, asked);
  if (headers.get('content-type')?.startsWith('text/html')) {
    throw new UnusableAnswer('a web page came in its place');
  }
  const begins = status === 206 ? (rangeOf(headers)?.from ?? asked.from) : 0;
  return {
    from: begins,
    bytes: rangeOf(headers)?.bytes ?? lengthOf(headers, begins),
    etag: headers.get('etag'),
    lastModified: headers.get('last-modified'),
    revision: /^[0-9a-f]{40}$/.exec(headers.get('x-repo-commit') ?? '')?.[0] ?? null,
  };
}

function failureOf({ headers, status }: Response, { name, host, date }: AskedFor): Error {
  const says = `${host} answered ${status}`;
  const isBusy = status === 408 || status === 425 || status === 429 || status >= 500;
  if (isBusy) return new LostConnection(says, retryAfterMs(headers.get('retry-after'), date));
  if (status === 416) return new UnusableAnswer('it is shorter than what came of it before');
  if (status === 404 || status === 410) return filesFailures.missing(host, name);
  if (status === 401 || status === 403 || status === 451) return filesFailures.refused(host, name, status);
  return filesFailures.answer(host, name, status);
}

/** Of a `Content-Range: bytes 5-9/10`, where another origin lets it be read. */
function rangeOf(headers: Headers): { readonly from: number; readonly bytes: number | null } | null {
  const [, from, bytes] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
  if (from === undefined) return null;
  return { from: Number(from), bytes: bytes === undefined || bytes === '*' ? null : Number(bytes) };
}

/** The length of a compressed answer is not that of what is read from it. */
function lengthOf(headers: Headers, from: number): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? null : from + Number(length);
}

/** The header has seconds or a date. */
function retryAfterMs(header: string | null, date: number): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - date;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
