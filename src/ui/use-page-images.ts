import { useEffect, useState } from 'react';
import { RemoteError } from '../worker/rpc.ts';
import { type PageImages, startPageImages } from '../worker/start-page-images.ts';
import { errorMessage } from './error-message.ts';
import { useApp } from './use-app.ts';

export type PageImagesState =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly images: PageImages }
  | { readonly state: 'locked' | 'failed'; readonly message: string };

/** Opens a PDF's original to draw its pages; all that it takes is freed when the component goes. */
export function usePageImages(documentId: string, password: string | undefined): PageImagesState {
  const { client } = useApp().store;
  const [state, setState] = useState<PageImagesState>({ state: 'opening' });

  useEffect(() => {
    let isWanted = true;
    let images: PageImages | null = null;
    async function open(): Promise<PageImagesState> {
      const bytes = await client.call('documentBytes', { id: documentId });
      if (!isWanted) return { state: 'opening' };
      images = startPageImages();
      await images.open(bytes, password);
      return { state: 'open', images };
    }
    setState({ state: 'opening' });
    open().then(
      (next) => isWanted && setState(next),
      (error) => {
        const isLocked = error instanceof RemoteError && error.code === 'password-needed';
        if (isWanted) setState({ state: isLocked ? 'locked' : 'failed', message: errorMessage(error) });
      },
    );
    return () => {
      isWanted = false;
      images?.end();
    };
  }, [client, documentId, password]);
  return state;
}
