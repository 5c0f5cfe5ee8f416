import styles from './empty-chat.module.css';
import { formatCount } from './format-count.ts';
import { useNavigation } from './navigation.ts';
import { useAppState } from './use-app.ts';

/** A new chat, once there is something to ask about. */
export function EmptyChat() {
  const documents = useAppState((state) => state.documents);
  const hasModel = useAppState((state) => state.model.state === 'ready');
  const { openReader, openLibrary } = useNavigation();
  const readable = documents.filter((it) => it.state === 'searchable' || it.state === 'ready');
  const newest = readable.slice(0, 4);

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
