import { useEffect, useState } from 'react';
import type { TextRange } from '../kernel/text-range.ts';
import type { OpenedDocument } from '../worker/app-protocol.ts';
import { errorMessage } from './error-message.ts';
import type { ReaderTarget } from './navigation.ts';
import { useApp } from './use-app.ts';

export type OpenedState =
  | { readonly state: 'opening' }
  | {
      readonly state: 'open';
      readonly opened: OpenedDocument;
      /** Ranges in the document's text; `null` when there is nothing to point at. */
      readonly passage: TextRange | null;
      readonly sentence: TextRange | null;
      /** The passage was asked for and is gone. */
      readonly passageLost: boolean;
    }
  | { readonly state: 'failed'; readonly message: string };

/** Fetches a document, and where in it the target lies. */
export function useOpenedDocument(target: ReaderTarget): OpenedState {
  const { client } = useApp().store;
  const [state, setState] = useState<OpenedState>({ state: 'opening' });
  const { documentId, passageId, sentence } = target;

  useEffect(() => {
    let wanted = true;
    async function open(): Promise<OpenedState> {
      const [opened, passage] = await Promise.all([
        client.call('openDocument', { id: documentId }),
        passageId === null ? null : client.call('passage', { id: passageId }),
      ]);
      return {
        state: 'open',
        opened,
        passage: passage && { start: passage.start, end: passage.end },
        sentence:
          passage && sentence
            ? { start: passage.start + sentence.start, end: passage.start + sentence.end }
            : null,
        passageLost: passageId !== null && passage === null,
      };
    }
    open().then(
      (opened) => wanted && setState(opened),
      (error) => wanted && setState({ state: 'failed', message: errorMessage(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [client, documentId, passageId, sentence]);
  return state;
}
