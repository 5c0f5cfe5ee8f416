import type { LibraryDocument } from '../kernel/document.ts';
import { Button } from './button.tsx';
import { describeDocument, describeExtent } from './describe-document.ts';
import { DocumentName } from './document-name.tsx';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './intake-list.module.css';
import { PasswordButton } from './password-button.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { useApp, useAppState } from './use-app.ts';

/** One document on its way in. */
export function IntakeDocument({ document }: { readonly document: LibraryDocument }) {
  const { store, actions } = useApp();
  const reading = useAppState((state) => state.reading[document.id]);
  const batteryIsLow = useAppState((state) => state.batteryIsLow);
  const { id, name, state, problem } = document;
  const { words, progress } = describeDocument(document, reading, batteryIsLow);
  const failed = state === 'failed';

  return (
    <li className={styles.row} data-failed={failed ? '' : undefined}>
      <Icon name={failed ? 'warning' : state === 'ready' ? 'check' : 'document'} size={16} />
      <DocumentName name={name} documentId={failed || state === 'reading' ? undefined : id} />
      <span className={failed ? styles.reason : styles.state} role={failed ? 'alert' : undefined}>
        {state === 'ready' ? `Ready · ${describeExtent(document)}` : words}
        {!failed && problem && ` · ${problem.message}`}
      </span>
      {failed && (
        <span className={styles.actions}>
          <PasswordButton
            document={document}
            onPassword={(password) => actions.retryDocument(id, password)}
          />
          <Button look="plain" small onClick={() => actions.retryDocument(id)}>
            Retry
          </Button>
          <Button look="plain" small onClick={() => void actions.removeDocument(id)}>
            Remove
          </Button>
        </span>
      )}
      {(state === 'ready' || failed) && (
        <IconButton
          icon="close"
          small
          label={`Dismiss ${name}`}
          onClick={() => store.dispatch({ type: 'arrival-dismissed', id })}
        />
      )}
      {progress !== null && <ProgressBar edge label={`${name}: ${words}`} value={progress} />}
    </li>
  );
}
