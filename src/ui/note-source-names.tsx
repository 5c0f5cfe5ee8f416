import { Fragment } from 'react';
import type { LibraryDocument } from '../kernel/document.ts';
import { useNavigation } from './navigation.ts';
import styles from './note-source.module.css';
import { useAppState } from './use-app.ts';

/** Documents by their names, "a.pdf and b.pdf"; each opens in the reader where it can be read. */
export function NoteSourceNames({ documentIds }: { readonly documentIds: readonly string[] }) {
  const { openReader } = useNavigation();
  const documents = useAppState((state) => state.documents);
  const known = documentIds.flatMap((id) => documents.find((it) => it.id === id) ?? []);
  // Several that are gone are one to whoever reads this: there is nothing left to tell them apart by.
  const named = known.length < documentIds.length ? [...known, null] : known;
  return named.map((document, index) => (
    <Fragment key={document?.id ?? 'gone'}>
      {index > 0 && (index === named.length - 1 ? ' and ' : ', ')}
      {document && isReadable(document) ? (
        <button
          type="button"
          className={styles.name}
          onClick={() => openReader({ documentId: document.id, passageId: null, sentence: null })}
        >
          {document.name}
        </button>
      ) : (
        (document?.name ?? 'a document that is no longer in the library')
      )}
    </Fragment>
  ));
}

function isReadable({ state }: LibraryDocument): boolean {
  return state === 'searchable' || state === 'ready';
}
