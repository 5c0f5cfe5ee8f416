import styles from './dock-note.module.css';
import { LoadAgain } from './load-again.tsx';
import { useAppState } from './use-app.ts';

/** A model that was lost or did not load, said where one goes on writing. */
export function ModelFailed() {
  const status = useAppState(({ model }) => (model.state === 'failed' ? model : null));
  if (!status) return null;
  return (
    <div className={styles.note} data-failed="" role="alert">
      <p>
        <strong>{status.row.name} is not running.</strong> {status.message}
      </p>
      <div className={styles.buttons}>
        <LoadAgain status={status} />
      </div>
    </div>
  );
}
