import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { formatClock, formatDay } from './format-time.ts';
import { groupBy } from './group-by.ts';
import panelStyles from './memory-panel.module.css';
import { RecallCard } from './recall-card.tsx';
import { RecallDate } from './recall-date.tsx';
import styles from './recall-timeline.module.css';
import { useRecallTimeline } from './use-recall-timeline.ts';

/** Everything said, day by day, newest first; earlier days come as one scrolls, and any day by its date. */
export function RecallTimeline() {
  const [until, setUntil] = useState<number | null>(null);
  const { hits, hasEarlier, problem, readEarlier } = useRecallTimeline(until);
  const days = useMemo(() => [...groupBy(hits ?? [], ({ message }) => formatDay(message.createdAt))], [hits]);
  const end = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const element = end.current;
    if (!element || !hasEarlier) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((it) => it.isIntersecting) && readEarlier(),
      { rootMargin: '300px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasEarlier, readEarlier]);

  return (
    <section aria-label="Timeline">
      <RecallDate onUntil={setUntil} />
      {hits?.length === 0 && (
        <p className={panelStyles.gloss}>
          {until === null ? 'Nothing was said so far.' : 'Nothing was said up to this day.'}
        </p>
      )}
      {days.map(([day, said]) => (
        <section key={day} className={styles.day}>
          <h3>{day}</h3>
          <ol className={panelStyles.cards}>
            {said.map((hit) => (
              <RecallCard key={hit.message.id} hit={hit} when={formatClock(hit.message.createdAt)} />
            ))}
          </ol>
        </section>
      ))}
      {problem !== '' && (
        <p role="alert" className={panelStyles.problem}>
          {problem}
        </p>
      )}
      {hasEarlier && (
        <Button ref={end} small className={styles.earlier} onClick={readEarlier}>
          Show earlier
        </Button>
      )}
    </section>
  );
}
