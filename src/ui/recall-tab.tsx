import { useCallback } from 'react';
import { formatMoment } from './format-time.ts';
import panelStyles from './memory-panel.module.css';
import { RecallCard } from './recall-card.tsx';
import { RecallTimeline } from './recall-timeline.tsx';
import { SearchPanel } from './search-panel.tsx';
import { useApp } from './use-app.ts';

/** Recall: every message ever, day by day, and searchable. */
export function RecallTab() {
  const { client } = useApp().store;
  const ask = useCallback(
    (text: string, page: number) => client.call('searchRecall', { text, page }),
    [client],
  );
  return (
    <SearchPanel
      label="Search everything said"
      unit="message"
      ask={ask}
      renderHit={(hit) => (
        <RecallCard key={hit.message.id} hit={hit} when={formatMoment(hit.message.createdAt)} />
      )}
    >
      <p className={panelStyles.gloss}>
        Recall holds everything that was said, in every chat, also what no longer fits the window. The model
        searches it when it needs to; here you can do the same.
      </p>
      <RecallTimeline />
    </SearchPanel>
  );
}
