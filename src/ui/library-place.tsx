import { useState } from 'react';
import type { LibraryDocument } from '../kernel/document.ts';
import { acceptedWords } from './accepted-files.ts';
import { AttachButton } from './attach-button.tsx';
import headerStyles from './chat-header.module.css';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { formatBytes } from './format-bytes.ts';
import { formatCount } from './format-count.ts';
import { IconButton } from './icon-button.tsx';
import { IntakeList } from './intake-list.tsx';
import { IntakePauseAll } from './intake-pause-all.tsx';
import styles from './library-place.module.css';
import { LibraryRow } from './library-row.tsx';
import { useApp, useAppState } from './use-app.ts';

interface LibraryPlaceProps {
  readonly railOpen: boolean;
  readonly onRail: () => void;
}

/** Every document with where it stands. */
export function LibraryPlace({ railOpen, onRail }: LibraryPlaceProps) {
  const { actions } = useApp();
  const documents = useAppState((state) => state.documents);
  const [removing, setRemoving] = useState<LibraryDocument | null>(null);
  const bytes = documents.reduce((sum, it) => sum + it.bytes, 0);
  const passages = documents.reduce((sum, it) => sum + it.passages, 0);

  return (
    <>
      <header className={headerStyles.header}>
        {!railOpen && (
          <IconButton icon="rail" label="Show the list of chats" shortcut="rail" onClick={onRail} />
        )}
        <h1 className={headerStyles.title}>Library</h1>
        <span className={styles.add}>
          <AttachButton />
        </span>
      </header>
      <div className={styles.scroller}>
        <div className={styles.column}>
          <IntakeList refusedOnly />
          {documents.length === 0 ? (
            <div className={styles.empty}>
              <h2>Nothing here yet</h2>
              <p>
                {acceptedWords} can be dropped anywhere in this window. They are read, and kept, on this
                device.
              </p>
            </div>
          ) : (
            <>
              <div className={styles.summary}>
                <p>
                  {formatCount(documents.length, 'document')} · {formatCount(passages, 'passage')} ·{' '}
                  {formatBytes(bytes)}
                </p>
                <IntakePauseAll />
              </div>
              <ul className={styles.list}>
                {documents.map((document) => (
                  <LibraryRow key={document.id} document={document} onRemove={() => setRemoving(document)} />
                ))}
              </ul>
            </>
          )}
        </div>
      </div>
      {removing && (
        <ConfirmDialog
          title={`Remove “${removing.name}”?`}
          action="Remove"
          onConfirm={() => actions.removeDocument(removing.id)}
          onClose={() => setRemoving(null)}
        >
          <p>
            The file, its text and its {formatCount(removing.passages, 'passage')} are deleted from this
            device. Answers that quote it stay, but their sources can no longer be opened.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
