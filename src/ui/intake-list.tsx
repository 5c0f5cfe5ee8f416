import type { LibraryDocument } from '../kernel/document.ts';
import { DocumentName } from './document-name.tsx';
import { formatCount } from './format-count.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { IntakeDocument } from './intake-document.tsx';
import styles from './intake-list.module.css';
import { IntakePauseAll } from './intake-pause-all.tsx';
import { useApp, useAppState } from './use-app.ts';

/**
 * The files that are coming in, each with how far it is, and those that were refused, with the reason.
 * `refusedOnly`: where the documents themselves are listed beside it.
 */
export function IntakeList({ refusedOnly = false }: { readonly refusedOnly?: boolean }) {
  const { dispatch } = useApp().store;
  const handed = useAppState((state) => state.handed);
  const arrivals = useAppState((state) => state.arrivals);
  const documents = useAppState((state) => state.documents);
  const refused = useAppState((state) => state.refused);
  const arrived = (refusedOnly ? [] : arrivals).flatMap((id) => documents.find((it) => it.id === id) ?? []);
  // What waits for the person comes first: the list scrolls.
  const shown = [...arrived.filter(isStuck), ...arrived.filter((it) => !isStuck(it))];
  const paused = useAppState((state) => state.intake.paused);
  const underWay = arrived.filter((it) => it.state === 'reading' || it.state === 'searchable');
  // One alone has its own button.
  const hasHead = underWay.length > 1 || (paused && underWay.length > 0);
  if (handed.length + arrived.length + refused.length === 0) return null;

  return (
    <>
      {hasHead && (
        <div className={styles.head}>
          <p>{formatCount(underWay.length + handed.length, 'document')} coming in</p>
          <IntakePauseAll />
        </div>
      )}
      <ul aria-label="Documents coming in" className={styles.list}>
        {shown.map((document) => (
          <IntakeDocument key={document.id} document={document} />
        ))}
        {handed.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same name may be handed over twice
          <li key={`${name}-${index}`} className={styles.row}>
            <Icon name="document" size={16} />
            <DocumentName name={name} />
            <span className={styles.state}>Waiting</span>
          </li>
        ))}
        {refused.map(({ key, name, message }) => (
          <li key={key} className={styles.row} data-failed="">
            <Icon name="warning" size={16} />
            <DocumentName name={name} />
            <span className={styles.reason} role="alert">
              {message}
            </span>
            <IconButton
              icon="close"
              small
              label={`Dismiss ${name}`}
              onClick={() => dispatch({ type: 'notice-dismissed', key })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function isStuck({ state }: LibraryDocument): boolean {
  return state === 'failed';
}
