import type { LibraryDocument } from '../kernel/document.ts';
import { Button } from './button.tsx';
import { describeDocument, describeExtent } from './describe-document.ts';
import { DocumentName } from './document-name.tsx';
import { formatBytes } from './format-bytes.ts';
import { formatDay } from './format-time.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './library-place.module.css';
import { PasswordButton } from './password-button.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { useApp, useAppState } from './use-app.ts';

interface LibraryRowProps {
  readonly document: LibraryDocument;
  readonly onRemove: () => void;
}

export function LibraryRow({ document, onRemove }: LibraryRowProps) {
  const { actions } = useApp();
  const reading = useAppState((state) => state.reading[document.id]);
  const batteryIsLow = useAppState((state) => state.batteryIsLow);
  const { id, name, state, bytes, addedAt, problem } = document;
  const { words, progress } = describeDocument(document, reading, batteryIsLow);
  const readable = state === 'searchable' || state === 'ready';

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
      </div>
      {state !== 'failed' && (
        <span className={styles.state} data-ready={state === 'ready' ? '' : undefined}>
          {words}
        </span>
      )}
      <PasswordButton document={document} onPassword={(password) => actions.retryDocument(id, password)} />
      {state === 'failed' && (
        <Button small onClick={() => actions.retryDocument(id)}>
          Retry
        </Button>
      )}
      <IconButton icon="trash" label={`Remove ${name}`} onClick={onRemove} />
      {progress !== null && <ProgressBar edge label={`${name}: ${words}`} value={progress} />}
    </li>
  );
}
