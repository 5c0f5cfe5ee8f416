import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchModelFiles, type ModelFilesProgress } from './fetch-model-files.ts';

/** Answers every fetch with `body`, as a server with these headers would. */
function answer(body: string, init?: ResponseInit) {
  return vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response(body, init)));
}

afterEach(() => vi.restoreAllMocks());

describe('fetchModelFiles', () => {
  it('fetches every file below the folder and reports bytes', async () => {
    const fetched = answer('12345', { headers: { 'Content-Length': '5' } });
    const reports: ModelFilesProgress[] = [];
    const files = await fetchModelFiles('/models/m', ['a.json', 'onnx/b'], (report) => reports.push(report));
    expect(await files.get('onnx/b')?.text()).toBe('12345');
    expect(fetched.mock.calls.map(([url]) => String(url))).toEqual([
      `${location.origin}/models/m/a.json`,
      `${location.origin}/models/m/onnx/b`,
    ]);
    expect(reports.at(-1)).toEqual({ loadedBytes: 10, totalBytes: 10 });
  });

  it.each([
    ['without a length', {}],
    ['compressed', { 'Content-Length': '3', 'Content-Encoding': 'gzip' }],
  ])('knows no total of an answer that comes %s', async (_, headers) => {
    answer('12345', { headers });
    const reports: ModelFilesProgress[] = [];
    await fetchModelFiles('/models/m/', ['a'], (report) => reports.push(report));
    expect(reports).toEqual([{ loadedBytes: 5, totalBytes: null }]);
  });

  it.each([
    ['404', { status: 404 }],
    ['the app’s own page', { headers: { 'Content-Type': 'text/html; charset=utf-8' } }],
  ])('names the missing file when the server answers with %s', async (_, init) => {
    answer('<!doctype html>', init);
    await expect(fetchModelFiles('/models/m', ['a.json'])).rejects.toMatchObject({
      name: 'EmbedderError',
      code: 'missing',
      message: expect.stringContaining('/models/m/a.json'),
    });
  });

  it('says so when the server can’t be reached', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
    await expect(fetchModelFiles('/models/m', ['a.json'])).rejects.toMatchObject({ code: 'unreachable' });
  });

  it.each(['https://models.example/m', '//models.example/m'])(
    'refuses %s without a request',
    async (folder) => {
      const fetched = answer('');
      await expect(fetchModelFiles(folder, ['a.json'])).rejects.toMatchObject({ code: 'foreign' });
      expect(fetched).not.toHaveBeenCalled();
    },
  );
});
