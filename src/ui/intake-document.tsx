import type { LibraryDocument } from '../kernel/document.ts';
import { Button } from './button.tsx';
import { describeExtent } from './describe-document.ts';
import { DocumentName } from './document-name.tsx';
import { returnToComposer } from './focus-composer.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './intake-list.module.css';
import { IntakeOffer } from './intake-offer.tsx';
import { IntakePause } from './intake-pause.tsx';
import { PasswordButton } from './password-button.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { useApp } from './use-app.ts';
import { useDocumentStanding } from './use-document-standing.ts';

/** One document on its way in. */
export function IntakeDocument({ document }: { readonly document: LibraryDocument }) {
  const { store, actions } = useApp();
  const { id, name, state, problem } = document;
  const { words, progress } = useDocumentStanding(document);
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
      {(state === 'reading' || state === 'searchable') && (
        <span className={styles.actions}>
          <IntakePause document={document} />
          {state === 'reading' && (
            <Button
              look="plain"
              small
              aria-label={`Cancel ${name}`}
              onClick={() => void actions.removeDocument(id).then(returnToComposer)}
            >
              Cancel
            </Button>
          )}
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
      <IntakeOffer document={document} />
      {progress !== null && <ProgressBar edge label={`${name}: ${words}`} value={progress} />}
    </li>
  );
}
