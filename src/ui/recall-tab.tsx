import { useCallback } from 'react';
import type { MessageHit } from '../kernel/memory-search.ts';
import { classNames } from './class-names.ts';
import { describeFound } from './describe-found.ts';
import { formatMoment } from './format-time.ts';
import panelStyles from './memory-panel.module.css';
import { useNavigation } from './navigation.ts';
import { Quote } from './quote.tsx';
import styles from './search-panel.module.css';
import { SearchPanel } from './search-panel.tsx';
import { useApp, useAppState } from './use-app.ts';

/** Recall: every message ever, searchable. */
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
      renderHit={(hit) => <RecallHit key={hit.message.id} hit={hit} />}
    >
      <p className={panelStyles.gloss}>
        Recall holds everything that was said, in every chat, also what no longer fits the window. The model
        searches it when it needs to; here you can do the same.
      </p>
    </SearchPanel>
  );
}

function RecallHit({ hit }: { readonly hit: MessageHit }) {
  const { openChat } = useNavigation();
  const { message, sentence, found, score } = hit;
  const title = useAppState(
    (state) => state.conversations.find((it) => it.id === message.conversationId)?.title ?? '',
  );
  return (
    <li className={panelStyles.card}>
      <p className={panelStyles.cardHead}>
        <button
          type="button"
          className={classNames('whole-card', styles.open)}
          onClick={() => openChat(message.conversationId, message.id)}
        >
          <strong>{message.role === 'user' ? 'You' : 'Pagefile'}</strong>
        </button>
        <span className={panelStyles.end}>{formatMoment(message.createdAt)}</span>
      </p>
      <p className={panelStyles.value}>
        <Quote text={message.text} sentence={sentence} length={200} inline spoken />
      </p>
      {(title !== '' || found) && (
        <p className={panelStyles.from}>
          {[title && `in ${title}`, found && describeFound(found, score)].filter(Boolean).join(', ')}
        </p>
      )}
    </li>
  );
}
