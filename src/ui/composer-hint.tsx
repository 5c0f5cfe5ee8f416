import styles from './composer.module.css';
import { useNavigation } from './navigation.ts';
import { useAppState } from './use-app.ts';

interface ComposerHintProps {
  /** Why the last message was not sent. */
  readonly problem: string;
  /** Enter was pressed while an answer is under way. */
  readonly waits: boolean;
  /** A new version of the last message is written. */
  readonly edits: boolean;
}

/** The line under the composer: what went wrong, or what a message will do here. */
export function ComposerHint({ problem, waits, edits }: ComposerHintProps) {
  const model = useAppState((state) => state.model.state);
  const documents = useAppState((state) => state.documents.length);
  const { openModels } = useNavigation();
  if (problem !== '') {
    return (
      <p role="alert" className={styles.problem}>
        {problem} Your text is still here.
      </p>
    );
  }
  if (waits) {
    return (
      <p role="status" className={styles.hint}>
        This can be sent once the answer is finished or stopped.
      </p>
    );
  }
  if (edits) {
    return (
      <p role="status" className={styles.hint}>
        Enter says your last message anew, Escape leaves it as it is.
      </p>
    );
  }
  if (model === 'ready')
    return <p className={styles.hint}>A small model can be wrong. Look at its sources.</p>;
  return (
    <p className={styles.hint}>
      {documents > 0
        ? 'A message searches your documents.'
        : 'A message searches your documents, once there are some.'}{' '}
      <button type="button" onClick={openModels}>
        {model === 'none' ? 'Get a model' : 'See the model'}
      </button>{' '}
      {model === 'none' ? 'to talk.' : ''}
    </p>
  );
}
