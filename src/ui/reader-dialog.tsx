import { useState } from 'react';
import { Button } from './button.tsx';
import { formatCount } from './format-count.ts';
import { IconButton } from './icon-button.tsx';
import { ModalDialog } from './modal-dialog.tsx';
import type { ReaderTarget } from './navigation.ts';
import styles from './reader-dialog.module.css';
import { ReaderText } from './reader-text.tsx';
import { type OpenedState, useOpenedDocument } from './use-opened-document.ts';

interface ReaderDialogProps {
  readonly target: ReaderTarget;
  readonly onClose: () => void;
}

/** A document's own words, page by page, opened at a passage. */
export function ReaderDialog({ target, onClose }: ReaderDialogProps) {
  const opened = useOpenedDocument(target);
  /** Grows with each wish to see the passage again. */
  const [visit, setVisit] = useState(0);
  const name = opened.state === 'open' ? opened.opened.document.name : 'Document';

  return (
    <ModalDialog label={name} shape="tall" bare onClose={onClose}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2>{name}</h2>
          <p>{describe(opened)}</p>
        </div>
        {opened.state === 'open' && opened.passage && (
          <Button small look="plain" onClick={() => setVisit(visit + 1)}>
            To the passage
          </Button>
        )}
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      {opened.state === 'failed' && (
        <p role="alert" className={styles.message}>
          {opened.message}
        </p>
      )}
      {opened.state === 'open' && (
        <ReaderText
          text={opened.opened.text}
          passage={opened.passage}
          sentence={opened.sentence}
          visit={visit}
        />
      )}
    </ModalDialog>
  );
}

function describe(opened: OpenedState): string {
  if (opened.state === 'opening') return 'Opening';
  if (opened.state === 'failed') return 'Could not be opened';
  if (opened.passageLost) return 'The passage is no longer part of this document';
  const { pages, passages } = opened.opened.document;
  return [pages === null ? '' : formatCount(pages, 'page'), formatCount(passages, 'passage'), 'text as read']
    .filter((it) => it !== '')
    .join(' · ');
}
