import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestPage, testPassword, writePdf } from '../documents/write-pdf.fixture.ts';
import { type PageImages, startPageImages } from './start-page-images.ts';

/** Letter size is 612 by 792 points: at that width, a point is a pixel. */
const width = 612;
const pages: readonly TestPage[] = [
  { lines: [{ text: 'Moths', x: 72, y: 700, size: 48, font: 'bold' }] },
  { lines: [{ text: 'Bees', x: 300, y: 100, size: 48 }] },
];

let images: PageImages;
let signal: AbortSignal;

beforeEach(() => {
  images = startPageImages();
  ({ signal } = new AbortController());
});
afterEach(() => images.end());

/** How many dark pixels an image has between these rows. */
function ink(bitmap: ImageBitmap, top: number, bottom: number): number {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('There is nothing to draw on.');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, top, bitmap.width, bottom - top);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100) dark++;
  return dark;
}

test('each page is drawn as it looks, its letters where they stand on paper', async () => {
  expect(await images.open(writePdf(pages).buffer)).toEqual({ pages: 2 });
  const first = await images.draw(1, width, signal);
  expect([first.width, first.height]).toEqual([612, 792]);
  expect(ink(first, 50, 95)).toBeGreaterThan(500);
  expect(ink(first, 110, 792)).toBe(0);

  const second = await images.draw(2, 2 * width, signal);
  expect([second.width, second.height]).toEqual([1224, 1584]);
  expect(ink(second, 0, 1200)).toBe(0);
  expect(ink(second, 1280, 1390)).toBeGreaterThan(500);
});

test('an image is no larger than a screen could show, whatever is asked for', async () => {
  await images.open(writePdf(pages).buffer);
  const large = await images.draw(1, 1_000_000, signal);
  expect(large.width * large.height).toBeLessThan(12_200_000);
});

test('a locked PDF asks for its password, and opens with it', async () => {
  const refusal = await images.open(writePdf(pages, true).buffer).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'password-needed', message: expect.stringContaining('password') });
  const wrong = await images.open(writePdf(pages, true).buffer, 'bee').catch((error: unknown) => error);
  expect(wrong).toMatchObject({
    code: 'password-needed',
    message: expect.stringContaining('not the password'),
  });
  expect(await images.open(writePdf(pages, true).buffer, testPassword)).toEqual({ pages: 2 });
});

test('what can not be drawn says so, and the other pages still are', async () => {
  const damaged = images.open(new TextEncoder().encode('%PDF-1.7 and nothing else').buffer);
  await expect(damaged).rejects.toThrow('could not be opened');
  await images.open(writePdf(pages).buffer);
  await expect(images.draw(3, width, signal)).rejects.toThrow('could not be drawn');
  expect((await images.draw(2, width, signal)).width).toBe(612);
});

test('a page that is no longer wanted is not drawn', async () => {
  await images.open(writePdf(pages).buffer);
  const controller = new AbortController();
  const drawing = images.draw(1, width, controller.signal);
  controller.abort();
  await expect(drawing).rejects.toThrow('could not be drawn');
});

test('what takes too long is ended, and says so from then on', async () => {
  const hasty = startPageImages(1);
  await expect(hasty.open(writePdf(pages).buffer)).rejects.toThrow('took too long');
  await expect(hasty.draw(1, width, signal)).rejects.toThrow('took too long');
});

test('closed, it draws nothing more', async () => {
  await images.open(writePdf(pages).buffer);
  images.end();
  await expect(images.draw(1, width, signal)).rejects.toThrow('closed');
});
