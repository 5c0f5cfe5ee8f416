import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followLaunch } from './follow-launch.ts';

const targets = { newChat: vi.fn(), openLibrary: vi.fn(), takeFiles: vi.fn(), say: vi.fn() };
beforeEach(() => vi.resetAllMocks());
afterEach(() => vi.unstubAllGlobals());

const called = () =>
  Object.entries(targets)
    .filter(([, target]) => target.mock.calls.length > 0)
    .map(([name]) => name);

test('each place leads where it says', async () => {
  await followLaunch({ place: 'new-chat' }, targets);
  await followLaunch({ place: 'library' }, targets);
  expect(called()).toEqual(['newChat', 'openLibrary']);
});

test('that a shared file could not be kept is said, and an unknown place is passed over', async () => {
  await followLaunch({ place: 'nowhere' }, targets);
  expect(called()).toEqual([]);
  await followLaunch({ place: 'not-shared' }, targets);
  expect(targets.say).toHaveBeenCalledWith(expect.stringContaining('no more space'));
});

test('shared files come with their names and are then kept nowhere else', async () => {
  const shared = new Response('Moths', {
    headers: { 'X-File-Name': encodeURIComponent('Nachtfalter Łódź.txt'), 'Content-Type': 'text/plain' },
  });
  const cache = { keys: async () => [new Request('https://a.example/1')], match: async () => shared };
  const remove = vi.fn(async () => true);
  vi.stubGlobal('caches', { open: async () => cache, delete: remove });
  await followLaunch({ place: 'shared' }, targets);
  const [{ path, file }] = targets.takeFiles.mock.calls[0]?.[0] ?? [];
  expect([path, file.name, file.type, await file.text()]).toEqual([
    'Nachtfalter Łódź.txt',
    'Nachtfalter Łódź.txt',
    'text/plain',
    'Moths',
  ]);
  expect(remove).toHaveBeenCalledWith('pagefile-shared');
});

test('of what the system opens, files are taken and folders are not', async () => {
  const handle = (name: string, kind: string) => ({ name, kind, getFile: async () => new File(['x'], name) });
  const files = [handle('a.pdf', 'file'), handle('papers', 'directory')] as unknown as FileSystemHandle[];
  await followLaunch({ files }, targets);
  expect(targets.takeFiles.mock.calls[0]?.[0].map((it: { path: string }) => it.path)).toEqual(['a.pdf']);
});
