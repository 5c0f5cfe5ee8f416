import { ModalDialog } from './modal-dialog.tsx';
import type { ReaderTarget } from './navigation.ts';
import { ReaderBody } from './reader-body.tsx';
import styles from './reader-dialog.module.css';
import { ReaderHead, readerName } from './reader-head.tsx';
import { useOpenedDocument } from './use-opened-document.ts';

interface ReaderDialogProps {
  readonly target: ReaderTarget;
  readonly onClose: () => void;
}

/** A document's own words, page by page, opened at a passage. */
export function ReaderDialog({ target, onClose }: ReaderDialogProps) {
  const opened = useOpenedDocument(target);

  return (
    <ModalDialog label={readerName(opened)} shape="tall" bare onClose={onClose}>
      {opened.state === 'open' ? (
        // Another document is another reading: nothing of the one before goes on.
        <ReaderBody key={opened.opened.document.id} opened={opened} onClose={onClose} />
      ) : (
        <ReaderHead opened={opened} onClose={onClose} />
      )}
      {opened.state === 'failed' && (
        <p role="alert" className={styles.message}>
          {opened.message}
        </p>
      )}
    </ModalDialog>
  );
}
