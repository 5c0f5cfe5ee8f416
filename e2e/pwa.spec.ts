import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { responseHeaders } from '../src/service-worker/response-headers.ts';
import { offlineGroups } from './support/offline-files.ts';
import { type ServerOptions, startServer, type TestServer } from './support/server.ts';
import { cacheGroup, storedFiles, waitForServiceWorker } from './support/service-worker.ts';

/*
 * The promises of an installed app, on the production build: installable, offline with the server gone, safe
 * headers on any host, updates on the person's word.
 */

const dist = 'dist';
const expectedHeaders = Object.fromEntries(
  Object.entries(responseHeaders).map(([name, value]) => [name.toLowerCase(), value]),
);

let server: TestServer;
async function serve(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  server = await startServer({ dir: dist, ...options });
  return server;
}
test.afterEach(() => server.stop());

const composer = (page: Page) => page.getByRole('textbox', { name: 'Message' });

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(composer(page)).toBeVisible();
  await waitForServiceWorker(page);
}

test('the manifest has what an installation needs', async ({ request }) => {
  const { url } = await serve();
  const manifest = await (await request.get(`${url}/manifest.webmanifest`)).json();
  expect(manifest).toMatchObject({
    name: 'Pagefile',
    short_name: 'Pagefile',
    start_url: './',
    scope: './',
    display: 'standalone',
    theme_color: '#fbfaf7',
    background_color: '#fbfaf7',
  });
  expect(manifest.shortcuts.map((it: { name: string; url: string }) => [it.name, it.url])).toEqual([
    ['New chat', './?go=new-chat'],
    ['Library', './?go=library'],
  ]);
  const [handler] = manifest.file_handlers;
  expect(handler.action).toBe('./');
  for (const name of ['.pdf', '.md', '.txt', '.docx', '.epub', '.html', '.csv', '.xlsx', '.json'])
    expect(Object.values(handler.accept).flat()).toContain(name);
  expect(manifest.share_target).toMatchObject({ action: './share', method: 'POST' });
  const pngs = manifest.icons.filter((icon: { type: string }) => icon.type === 'image/png');
  expect(pngs.map((icon: { sizes: string; purpose?: string }) => [icon.sizes, icon.purpose])).toEqual([
    ['192x192', undefined],
    ['512x512', undefined],
    ['512x512', 'maskable'],
  ]);
  for (const { src, sizes } of pngs) {
    const png = await (await request.get(`${url}/${src}`)).body();
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
  }
});

test('a shortcut of the app’s icon leads to its place, once', async ({ page }) => {
  const { url } = await serve();
  await open(page, url);
  await page.goto(`${url}/?go=library`);
  await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible();
  await expect(page).toHaveURL(`${url}/`);
  await page.reload();
  await expect(composer(page)).toBeVisible();
});

test('files shared with the app wait on this device for the page, with the server gone', async ({ page }) => {
  const { url, stop } = await serve();
  await open(page, url);
  await stop();
  await page.evaluate(async () => {
    const body = new FormData();
    body.append(
      'files',
      new File(['Moths fly by night.'], 'Nachtfalter über Łódź.txt', { type: 'text/plain' }),
    );
    await fetch('share', { method: 'POST', body, redirect: 'manual' });
  });
  expect(await page.evaluate(() => caches.has('pagefile-shared'))).toBe(true);
  await page.goto(`${url}/?go=shared`);
  await expect(page.getByText('Nachtfalter über Łódź.txt').first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => caches.has('pagefile-shared'))).toBe(false);
  await expect(page).toHaveURL(`${url}/`);
});

test('a file opened with the installed app is added', async ({ page }) => {
  const { url } = await serve();
  // No browser without a display can be made to open a file with an app: this hands it over as one does.
  await page.addInitScript(() => {
    const setConsumer = async (take: (launch: { files: FileSystemHandle[] }) => void) => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle('notes.md', {
        create: true,
      });
      const writable = await handle.createWritable();
      await writable.write('# Moths\n\nThey fly by night.');
      await writable.close();
      take({ files: [handle] });
    };
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
  });
  await open(page, url);
  await expect(page.getByText('notes.md').first()).toBeVisible();
});

test('a first visit stores the shell, at most 2 MB, and nothing else', async ({ page }) => {
  const { url } = await serve();
  await open(page, url);
  const stored = await storedFiles(page);
  const { shell } = offlineGroups(dist);
  const expected = [...shell.files.map((file) => file.url), 'offline-groups.json'];
  expect(Object.keys(stored).sort()).toEqual(expected.sort());
  const bytes = Object.values(stored).reduce((sum, size) => sum + size, 0);
  console.log(`The shell is ${(bytes / 1e6).toFixed(2)} MB in ${expected.length} files.`);
  expect(bytes).toBeLessThanOrEqual(2_000_000);
});

test('the app starts with the server gone, at any of its addresses', async ({ page }) => {
  const { url, stop } = await serve();
  await open(page, url);
  await stop();
  for (const address of [url, `${url}/?from=home`, `${url}/elsewhere`]) {
    await page.goto(address);
    await expect(composer(page)).toBeEditable();
  }
  await expect(page.evaluate(() => crossOriginIsolated)).resolves.toBe(true);
});

test('a group is stored on request with progress, and then works with the server gone', async ({ page }) => {
  const { url, stop } = await serve();
  await open(page, url);
  const { embedder } = offlineGroups(dist);
  const reply = await cacheGroup(page, 'embedder');
  expect(reply).toMatchObject({ type: 'done' });
  expect(reply.progress).toEqual([...reply.progress].sort((a, b) => a - b));
  expect(reply.progress.at(-1)).toBe(1);
  await stop();
  const sizes = await page.evaluate(
    async (urls) => Promise.all(urls.map(async (url) => (await (await fetch(url)).arrayBuffer()).byteLength)),
    embedder.files.map((file) => file.url),
  );
  expect(sizes).toEqual(embedder.files.map((file) => file.bytes));
});

test('a group that can not be downloaded says why and goes on later', async ({ page }) => {
  const { url, port, stop } = await serve();
  await open(page, url);
  await stop();
  const failed = await cacheGroup(page, 'embedder');
  expect(failed).toMatchObject({ type: 'failed', failure: { code: 'unreachable' } });
  await serve({ port });
  expect(await cacheGroup(page, 'embedder')).toMatchObject({ type: 'done' });
});

test('a missing path answers 404, and every answer carries the headers', async ({ page, request }) => {
  const { url } = await serve();
  const [script] = offlineGroups(dist).shell.files.filter((file) => file.url.endsWith('.js'));
  for (const path of [
    '',
    'index.html',
    script?.url,
    'service-worker.js',
    'missing',
    'missing.js',
    '.build-stamp',
  ]) {
    const response = await request.get(`${url}/${path}`);
    expect(response.headers(), path).toMatchObject(expectedHeaders);
    expect(response.status(), path).toBe(
      path === 'missing' || path?.includes('.build') || path === 'missing.js' ? 404 : 200,
    );
  }
  expect((await request.get(`${url}/${script?.url}`)).headers()['cache-control']).toContain('immutable');
  expect((await request.get(`${url}/`)).headers()['cache-control']).toBe('no-cache');
  await open(page, url);
  expect((await page.goto(`${url}/missing`))?.status()).toBe(404);
});

test('a host without headers is made safe by the service worker', async ({ page }) => {
  const { url } = await serve({ plain: true });
  const first = await page.goto(url);
  expect(first?.headers()).not.toHaveProperty('content-security-policy');
  await waitForServiceWorker(page);

  const answers = new Map<string, Record<string, string>>();
  page.on('response', (response) => {
    if (response.url().startsWith(url)) answers.set(response.url().slice(url.length), response.headers());
  });
  await page.reload();
  await expect(composer(page)).toBeVisible();
  await expect.poll(() => [...answers.keys()].some((path) => path.includes('agent-worker'))).toBe(true);
  for (const [path, headers] of answers) expect(headers, path).toMatchObject(expectedHeaders);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('requests to other origins are refused by the policy, in workers too', async ({ page }) => {
  const { url } = await serve({ plain: true });
  await open(page, url);
  const sent: string[] = [];
  page.context().on('request', (request) => sent.push(new URL(request.url()).origin));
  await page.reload();
  await expect(composer(page)).toBeVisible();
  const attempt = () =>
    fetch('https://example.com/').then(
      () => 'sent',
      () => 'refused',
    );
  expect(await page.evaluate(attempt)).toBe('refused');
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  for (const worker of page.workers()) expect(await worker.evaluate(attempt)).toBe('refused');
  expect(new Set(sent)).toEqual(new Set([new URL(url).origin]));
});

/**
 * A copy of the build, and a way to make another version of it, with another title and with its first script
 * under another name, as every change of it would have.
 */
function copyOfBuild(): { dir: string; script: string; change: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'pagefile-'));
  cpSync(dist, dir, { recursive: true });
  const [index, worker] = [join(dir, 'index.html'), join(dir, 'service-worker.js')];
  const before = readFileSync(index, 'utf8');
  const script = /assets\/[^"]+\.js/.exec(before)?.[0] ?? '';
  const renamed = script.replace('assets/', 'assets/v2-');
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const change = () => {
    const after = before.replace('<title>Pagefile<', '<title>Pagefile 2<').replaceAll(script, renamed);
    renameSync(join(dir, script), join(dir, renamed));
    writeFileSync(index, after);
    const code = readFileSync(worker, 'utf8').replace(hash(before), hash(after)).replaceAll(script, renamed);
    writeFileSync(worker, code);
  };
  return { dir, script, change };
}

test('an update waits for the person and leaves other tabs alone', async ({ page, context }) => {
  const { dir, script, change } = copyOfBuild();
  const { url } = await serve({ dir });
  await open(page, url);
  const other = await context.newPage();
  await other.goto(url);
  await expect(other.getByText('open in another tab')).toBeVisible();
  await waitForServiceWorker(other);
  await other.evaluate(() => {
    document.body.dataset.untouched = 'yes';
    return caches.open('webllm/model').then((cache) => cache.put('/weights', new Response('kept')));
  });

  change();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const update = page.getByRole('button', { name: 'Update now' });
  await expect(update).toBeVisible();
  await page.reload();
  await expect(page).toHaveTitle('Pagefile');
  await expect(update).toBeVisible();

  await update.click();
  await expect(page).toHaveTitle('Pagefile 2');
  await expect(update).toBeHidden();
  await expect(other.getByText('A new version is active')).toBeVisible();
  expect(await other.evaluate(() => document.body.dataset.untouched)).toBe('yes');
  expect(await other.title()).toBe('Pagefile');
  // The older page still gets the files of its version, which the server no longer has.
  expect(await other.evaluate(async (path) => (await fetch(path)).status, script)).toBe(200);

  await other.reload();
  await expect(other).toHaveTitle('Pagefile 2');
  const kept = () => other.evaluate(async () => (await (await caches.match('/weights'))?.text()) ?? null);
  expect(await kept()).toBe('kept');
  await expect.poll(async () => Object.keys(await storedFiles(other))).not.toContain(script);
});

test('an update keeps what is being written, to the last letter', async ({ page }) => {
  const { dir, change } = copyOfBuild();
  const { url } = await serve({ dir });
  await open(page, url);
  change();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const update = page.getByRole('button', { name: 'Update now' });
  await expect(update).toBeVisible();
  // Faster than a draft is saved.
  await composer(page).pressSequentially('Half a thought');
  await update.click();
  await expect(page).toHaveTitle('Pagefile 2');
  await expect(composer(page)).toHaveValue('Half a thought');
});

test('an update that was asked for waits until no tab is at work', async ({ page, context }) => {
  const { dir, change } = copyOfBuild();
  const { url } = await serve({ dir });
  await open(page, url);
  const other = await context.newPage();
  await other.goto(url);
  await waitForServiceWorker(other);
  await other.evaluate(async () => {
    const done = new Promise<void>((resolve) => Object.assign(window, { rest: resolve }));
    void navigator.locks.request('pagefile-work', { mode: 'shared' }, () => done);
  });
  await page.locator('input[type=file]').first().setInputFiles(longDocument());
  await expect(page.getByText('long.txt').first()).toBeVisible();

  change();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await page.getByRole('button', { name: 'Update when idle' }).click();
  await expect(page.getByText('The new version comes as soon as')).toBeVisible();
  await other.evaluate(() => Reflect.get(window, 'rest')());
  await page.waitForTimeout(1000);
  await expect(page).toHaveTitle('Pagefile');
  await page.getByRole('button', { name: 'Pause long.txt' }).click();
  await expect(page).toHaveTitle('Pagefile 2');
});

/** So much that embedding it takes longer than a test. */
function longDocument() {
  const paragraph = (number: number) =>
    `Entry ${number}. ${Array.from({ length: 90 }, (_, word) => `item${(number * 37 + word * 11) % 997}`).join(' ')}.`;
  const text = Array.from({ length: 400 }, (_, number) => paragraph(number)).join('\n\n');
  return { name: 'long.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };
}
