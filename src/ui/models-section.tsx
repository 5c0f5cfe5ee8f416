import { useId } from 'react';
import type { ModelOffer } from '../worker/app-protocol.ts';
import { ModelRowView } from './model-row-view.tsx';
import styles from './models-dialog.module.css';

interface ModelsSectionProps {
  readonly title: string;
  readonly offers: readonly ModelOffer[];
  /** Told of the one among these that is suggested. */
  readonly suggestedId?: string | null;
  /** What is here is what to begin with. */
  readonly first?: boolean;
}

/** A part of the list under its heading; nothing where there is none. */
export function ModelsSection({ title, offers, suggestedId = null, first = false }: ModelsSectionProps) {
  const id = useId();
  if (offers.length === 0) return null;
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h3 id={id}>{title}</h3>
      <ul>
        {offers.map((offer) => (
          <ModelRowView
            key={offer.row.id}
            offer={offer}
            suggested={offer.row.id === suggestedId}
            first={first}
          />
        ))}
      </ul>
    </section>
  );
}
