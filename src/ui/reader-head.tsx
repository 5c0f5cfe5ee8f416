import type { ReactNode } from 'react';
import { formatCount } from './format-count.ts';
import { IconButton } from './icon-button.tsx';
import styles from './reader-dialog.module.css';
import type { OpenedState } from './use-opened-document.ts';

interface ReaderHeadProps {
  readonly opened: OpenedState;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** What is open, and the tools to read it with. */
export function ReaderHead({ opened, onClose, children }: ReaderHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <h2>{readerName(opened)}</h2>
        <p>{describe(opened)}</p>
      </div>
      {children && <div className={styles.tools}>{children}</div>}
      <IconButton icon="close" label="Close" onClick={onClose} />
    </header>
  );
}

/** The document's name, once it is known. */
export function readerName(opened: OpenedState): string {
  return opened.state === 'open' ? opened.opened.document.name : 'Document';
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
