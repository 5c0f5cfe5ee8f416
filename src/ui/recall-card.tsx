import type { MessageHit } from '../kernel/memory-search.ts';
import { classNames } from './class-names.ts';
import { describeFound } from './describe-found.ts';
import panelStyles from './memory-panel.module.css';
import { useNavigation } from './navigation.ts';
import { Quote } from './quote.tsx';
import styles from './search-panel.module.css';
import { useAppState } from './use-app.ts';

interface RecallCardProps {
  readonly hit: MessageHit;
  /** "14:05", or with its day where no heading says it. */
  readonly when: string;
}

/** Something that was said, leading to its place in its chat. */
export function RecallCard({ hit, when }: RecallCardProps) {
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
        <time className={panelStyles.end} dateTime={new Date(message.createdAt).toISOString()}>
          {when}
        </time>
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
