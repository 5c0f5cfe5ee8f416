import { type RefObject, useEffect, useState } from 'react';
import type { PageImages } from '../worker/start-page-images.ts';
import { errorMessage } from './error-message.ts';

export interface DrawnPage {
  /** The page that the canvas shows; `null` before the first. */
  readonly page: number | null;
  /** Why the page that was asked for is not drawn. */
  readonly problem: string | null;
}

/** Pages that are only scrolled past are not drawn, in milliseconds. */
const rest = 120;
/** Pixels across. */
const fewestPixels = 900;
const mostPixels = 2000;

/** Keeps a page drawn on a canvas, as wide as the canvas is shown. */
export function useDrawnPage(
  images: PageImages | null,
  page: number,
  canvas: RefObject<HTMLCanvasElement | null>,
): DrawnPage {
  const [drawn, setDrawn] = useState<DrawnPage>({ page: null, problem: null });

  useEffect(() => {
    if (!images) return;
    const controller = new AbortController();
    const { signal } = controller;
    async function draw(open: PageImages): Promise<void> {
      const shown = (canvas.current?.parentElement?.clientWidth ?? 0) * devicePixelRatio;
      const width = Math.min(mostPixels, Math.max(fewestPixels, Math.ceil(shown)));
      try {
        const bitmap = await open.draw(page, width, signal);
        if (signal.aborted || !canvas.current) return bitmap.close();
        put(canvas.current, bitmap);
        setDrawn({ page, problem: null });
      } catch (error) {
        if (!signal.aborted) setDrawn({ page: null, problem: errorMessage(error) });
      }
    }
    const timer = setTimeout(draw, rest, images);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [images, page, canvas]);

  useEffect(() => {
    const element = canvas.current;
    // A canvas that is let go may keep its pixels for a while.
    return () => {
      if (element) put(element, null);
    };
  }, [canvas]);
  return drawn;
}

/** Hands the image over to the canvas, without a copy; `null` frees the one before. */
function put(canvas: HTMLCanvasElement, bitmap: ImageBitmap | null): void {
  canvas.width = bitmap?.width ?? 1;
  canvas.height = bitmap?.height ?? 1;
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
}
