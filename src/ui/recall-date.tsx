import { useState } from 'react';
import { Button } from './button.tsx';
import styles from './recall-timeline.module.css';

/** A day to begin at, by its date, and the way back to now. @see RecallTimeline */
export function RecallDate({ onUntil }: { readonly onUntil: (until: number | null) => void }) {
  const [date, setDate] = useState('');

  function choose(written: string): void {
    setDate(written);
    onUntil(endOfDay(written));
  }

  return (
    <div className={styles.jump}>
      <label>
        <span>Go to a day</span>
        <input type="date" value={date} onChange={({ target }) => choose(target.value)} />
      </label>
      {date !== '' && (
        <Button small onClick={() => choose('')}>
          Back to now
        </Button>
      )}
    </div>
  );
}

/** The last millisecond of a local day written as `YYYY-MM-DD`; `null` where it is none. */
function endOfDay(written: string): number | null {
  const [year, month, day] = written.split('-').map(Number);
  if (!year || !month || !day) return null;
  return new Date(year, month - 1, day + 1).getTime() - 1;
}
