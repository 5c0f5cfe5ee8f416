import { describe, expect, it } from 'vitest';
import { readAnswer } from './read-answer.ts';

function answer(status: number, headers: Record<string, string> = {}): Response {
  return new Response('body', { status, headers });
}

const asked = { name: 'a.bin', host: 'models.invalid', date: Date.UTC(2026, 0, 1) };
const read = (response: Response, from = 0) => readAnswer(response, { ...asked, from });

describe('readAnswer', () => {
  it('knows where a part begins and how long the file is', () => {
    const headers = { 'content-range': 'bytes 40-99/100', 'content-length': '60', etag: '"1"' };
    expect(read(answer(206, headers), 40)).toMatchObject({ from: 40, bytes: 100, etag: '"1"' });
    // A host of another origin may not let the range be read.
    expect(read(answer(206, { 'content-length': '60' }), 40)).toMatchObject({ from: 40, bytes: 100 });
    expect(read(answer(206, { 'content-range': 'bytes 40-99/*' }), 40)).toMatchObject({ bytes: null });
  });

  it('takes a 200 for the whole file, whatever was asked for', () => {
    expect(read(answer(200, { 'content-length': '100' }), 40)).toMatchObject({ from: 0, bytes: 100 });
  });

  it('does not believe the length of a compressed answer', () => {
    const headers = { 'content-length': '30', 'content-encoding': 'gzip' };
    expect(read(answer(200, headers)).bytes).toBeNull();
  });

  it('takes a commit only for what looks like one', () => {
    const commit = 'a1'.repeat(20);
    expect(read(answer(200, { 'x-repo-commit': commit })).revision).toBe(commit);
    expect(read(answer(200, { 'x-repo-commit': '../../other' })).revision).toBeNull();
  });

  it.each([
    [503, {}, null],
    [429, { 'retry-after': '7' }, 7000],
    [503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:10 GMT' }, 10_000],
    [503, { 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [503, { 'retry-after': 'soon' }, null],
  ])('takes %i with %j for a busy host', (status, headers, retryAfterMs) => {
    expect(() => read(answer(status, headers))).toThrow(
      expect.objectContaining({ name: 'LostConnection', retryAfterMs }),
    );
  });

  it.each([
    [404, 'missing'],
    [410, 'missing'],
    [401, 'refused'],
    [403, 'refused'],
    [451, 'refused'],
    [400, 'answer'],
  ])('gives up on %i', (status, code) => {
    expect(() => read(answer(status))).toThrow(expect.objectContaining({ name: 'FilesFailure', code }));
  });

  it('takes a range that can’t be had, and a web page, for another file', () => {
    for (const it of [answer(416), answer(200, { 'content-type': 'text/html; charset=utf-8' })]) {
      expect(() => read(it, 40)).toThrow(expect.objectContaining({ name: 'UnusableAnswer' }));
    }
  });
});
