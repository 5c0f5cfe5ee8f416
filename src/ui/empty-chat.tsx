import type { ConversationView } from '../worker/app-protocol.ts';
import styles from './empty-chat.module.css';
import { formatCount } from './format-count.ts';
import { useNavigation } from './navigation.ts';
import { PracticeChips } from './practice-chips.tsx';
import { useAppState } from './use-app.ts';

interface EmptyChatProps {
  readonly view: ConversationView;
  /** The practice model is in use. */
  readonly practising: boolean;
}

/** A new chat, once there is something to ask about. */
export function EmptyChat({ view, practising }: EmptyChatProps) {
  const documents = useAppState((state) => state.documents);
  const hasModel = useAppState((state) => state.model.state === 'ready');
  const { openReader, openLibrary } = useNavigation();
  const readable = documents.filter((it) => it.state === 'searchable' || it.state === 'ready');
  const newest = readable.slice(0, 4);

  if (practising) {
    return (
      <div className={styles.empty}>
        <h2>See how memory works</h2>
        <p className={styles.lead}>
          This is the practice model: tiny, made for this tour, and not one to talk to. Say these in order,
          and watch what is noted and looked up.
        </p>
        <PracticeChips view={view} middle />
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <h2>{hasModel ? 'What is on your mind?' : 'What are you looking for?'}</h2>
      <p className={styles.lead}>
        {hasModel
          ? 'Ask, or tell something worth remembering. Earlier chats, notes and documents are looked up when they matter.'
          : 'Ask in your own words. The passages that fit best come back, each with its document and page.'}
      </p>
      {newest.length > 0 && (
        <ul className={styles.documents}>
          {newest.map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => openReader({ documentId: id, passageId: null, sentence: null })}
              >
                {name}
              </button>
            </li>
          ))}
          {readable.length > newest.length && (
            <li>
              <button type="button" onClick={openLibrary}>
                and {formatCount(readable.length - newest.length, 'more document', 'more documents')}
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
