import styles from './block-card.module.css';
import { formatNumber } from './format-count.ts';

interface BlockMeterProps {
  /** Characters in the block, and how many fit. */
  readonly used: number;
  readonly room: number;
}

/** How full a block is, as a bar and in words. */
export function BlockMeter({ used, room }: BlockMeterProps) {
  const left = room - used;
  const rest = left >= 0 ? `${formatNumber(left)} left` : `${formatNumber(-left)} too many`;
  return (
    <div className={styles.measure} data-over={left < 0 || undefined}>
      <div className={styles.meter} aria-hidden="true">
        <span style={{ width: `${100 * Math.min(1, used / Math.max(1, room))}%` }} />
      </div>
      <p className={styles.room}>
        {formatNumber(used)} of {formatNumber(room)} characters, {rest}
      </p>
    </div>
  );
}
