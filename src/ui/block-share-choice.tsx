import styles from './block-form.module.css';

/** Shares that can be chosen, in hundredths of core memory's room. */
const shares = [10, 20, 30, 40, 50, 60, 70];

interface BlockShareChoiceProps {
  /** `null`: an even share. */
  readonly percent: number | null;
  readonly onChoose: (percent: number | null) => void;
}

/** How much of core memory's room a block has. */
export function BlockShareChoice({ percent, onChoose }: BlockShareChoiceProps) {
  const choices = percent === null || shares.includes(percent) ? shares : [...shares, percent];
  return (
    <label className={styles.field}>
      <span>Room in core memory</span>
      <select
        value={percent ?? ''}
        onChange={({ target }) => onChoose(target.value === '' ? null : Number(target.value))}
      >
        <option value="">An even share</option>
        {choices.map((it) => (
          <option key={it} value={it}>
            {it} %
          </option>
        ))}
      </select>
    </label>
  );
}
