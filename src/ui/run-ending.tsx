import type { RunOutcome } from '../kernel/trace.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { LoadAgain } from './load-again.tsx';
import styles from './transcript.module.css';
import { useAppState } from './use-app.ts';
import { useSayAgain } from './use-say-again.ts';

interface RunEndingProps {
  readonly ending: RunOutcome;
  /** What the run was to answer. */
  readonly askedId: string | undefined;
}

/** How the last run ended, where that is worth a word. */
export function RunEnding({ ending, askedId = '' }: RunEndingProps) {
  const model = useAppState((state) => state.model);
  const [sayAgain, asked] = useSayAgain(askedId);
  if (ending.type !== 'failed') return null;
  return (
    <div className={styles.problem} role="alert">
      <Icon name="warning" />
      <p>{ending.message}</p>
      {model.state === 'failed' && <LoadAgain status={model} />}
      {/* Without a model, saying it again would only search. */}
      {askedId !== '' && model.state !== 'failed' && model.state !== 'loading' && (
        <Button small disabled={asked} onClick={sayAgain}>
          Say again
        </Button>
      )}
    </div>
  );
}
