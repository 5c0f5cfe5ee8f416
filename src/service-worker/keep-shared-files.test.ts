import { expect, test } from 'vitest';
import { keepSharedFiles } from './keep-shared-files.ts';

function sharing(...files: readonly File[]): Request {
  const body = new FormData();
  for (const file of files) body.append('files', file);
  body.append('title', 'Not a file');
  return new Request('https://host.example/share', { method: 'POST', body });
}

test('each file is kept with its name, its type and its bytes', async () => {
  const kept = new Map<string, Response>();
  const openCache = async () => ({
    put: async (key: RequestInfo | URL, response: Response) => void kept.set(String(key), response),
  });
  let next = 0;
  const count = await keepSharedFiles(
    sharing(
      new File(['eins'], 'Mietvertrag für Łódź.pdf', { type: 'application/pdf' }),
      new File(['two'], 'notes.md'),
    ),
    { openCache, newAddress: () => `https://host.example/shared/${next++}` },
  );
  expect(count).toBe(2);
  const read = [...kept].map(async ([address, response]) => [
    address,
    decodeURIComponent(response.headers.get('X-File-Name') ?? ''),
    response.headers.get('Content-Type'),
    await response.text(),
  ]);
  expect(await Promise.all(read)).toEqual([
    ['https://host.example/shared/0', 'Mietvertrag für Łódź.pdf', 'application/pdf', 'eins'],
    ['https://host.example/shared/1', 'notes.md', 'application/octet-stream', 'two'],
  ]);
});

test('a full disk is not passed over', async () => {
  const openCache = async () => ({ put: () => Promise.reject(new DOMException('', 'QuotaExceededError')) });
  await expect(
    keepSharedFiles(sharing(new File(['x'], 'a.txt')), { openCache, newAddress: () => 'https://a.example/' }),
  ).rejects.toThrow();
});
