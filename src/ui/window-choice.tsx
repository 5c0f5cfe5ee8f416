import type { ModelOffer } from '../worker/app-protocol.ts';
import { describeWindow } from './describe-offer.ts';
import styles from './models-dialog.module.css';

interface WindowChoiceProps {
  readonly offer: ModelOffer;
  readonly chosen: number | undefined;
  readonly onChoose: (tokens: number) => void;
}

/** With which context window to load the model, and the memory that each takes. */
export function WindowChoice({ offer: { row, windows }, chosen, onChoose }: WindowChoiceProps) {
  const [only] = windows;
  if (!only) return null;
  if (windows.length === 1) return <p className={styles.facts}>Context window of {describeWindow(only)}</p>;
  return (
    <p className={styles.facts}>
      <label className={styles.window}>
        Context window{' '}
        <select
          aria-label={`Context window of ${row.name}`}
          value={chosen}
          onChange={({ target }) => onChoose(Number(target.value))}
        >
          {windows.map((it) => (
            <option key={it.tokens} value={it.tokens}>
              {describeWindow(it)}
            </option>
          ))}
        </select>
      </label>
    </p>
  );
}
