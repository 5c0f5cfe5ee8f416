import { useState } from 'react';
import type { LibraryDocument } from '../kernel/document.ts';
import { describeChats } from './attached-words.ts';
import { Button } from './button.tsx';
import { describeExtent } from './describe-document.ts';
import { DocumentName } from './document-name.tsx';
import { DocumentWrites } from './document-writes.tsx';
import { formatBytes } from './format-bytes.ts';
import { formatDay } from './format-time.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { IntakeOffer } from './intake-offer.tsx';
import { IntakePause } from './intake-pause.tsx';
import styles from './library-place.module.css';
import { PasswordButton } from './password-button.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { useApp, useAppState } from './use-app.ts';
import { useDocumentStanding } from './use-document-standing.ts';

interface LibraryRowProps {
  readonly document: LibraryDocument;
  readonly onRemove: () => void;
}

export function LibraryRow({ document, onRemove }: LibraryRowProps) {
  const { actions } = useApp();
  const { id, name, state, bytes, addedAt, problem } = document;
  const { words, progress } = useDocumentStanding(document);
  const readable = state === 'searchable' || state === 'ready';
  const chats = describeChats(
    id,
    useAppState((it) => it.conversations),
  );
  const [opened, setOpened] = useState(false);

  return (
    <li className={styles.row}>
      <Icon name={state === 'failed' ? 'warning' : 'document'} size={20} />
      <div className={styles.words}>
        <DocumentName name={name} documentId={readable ? id : undefined} />
        <p className={styles.facts}>
          {readable && `${describeExtent(document)} · `}
          {formatBytes(bytes)} · added {formatDay(addedAt)}
        </p>
        {problem && <p className={state === 'failed' ? styles.problem : styles.facts}>{problem.message}</p>}
        {readable && chats !== '' && <p className={styles.facts}>{chats}</p>}
        <IntakeOffer document={document} />
      </div>
      {state !== 'failed' && (
        <span className={styles.state} data-ready={state === 'ready' ? '' : undefined}>
          {words}
        </span>
      )}
      <IntakePause document={document} />
      <PasswordButton document={document} onPassword={(password) => actions.retryDocument(id, password)} />
      {state === 'failed' && (
        <Button small onClick={() => actions.retryDocument(id)}>
          Retry
        </Button>
      )}
      {readable && (
        <IconButton
          icon="memory"
          label={`What memory has from ${name}`}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        />
      )}
      <IconButton icon="trash" label={`Remove ${name}`} onClick={onRemove} />
      {readable && opened && (
        <div className={styles.more}>
          <DocumentWrites document={document} />
        </div>
      )}
      {progress !== null && <ProgressBar edge label={`${name}: ${words}`} value={progress} />}
    </li>
  );
}
