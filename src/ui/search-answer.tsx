import type { MessagePart } from '../kernel/message.ts';
import { BranchButton } from './branch-button.tsx';
import { Button } from './button.tsx';
import { describeComparison } from './describe-comparison.ts';
import { formatNumber } from './format-count.ts';
import { Icon } from './icon.tsx';
import { useNavigation } from './navigation.ts';
import { RegenerateButton } from './regenerate-button.tsx';
import { ResultCard } from './result-card.tsx';
import styles from './search-answer.module.css';
import transcriptStyles from './transcript.module.css';
import { useAppState } from './use-app.ts';

interface SearchAnswerProps {
  readonly part: Extract<MessagePart, { type: 'search_answer' }>;
  readonly messageId: string;
  readonly busy: boolean;
}

/** What comes back while no model is loaded: the best passages, and plainly nothing but search. */
export function SearchAnswer({ part, messageId, busy }: SearchAnswerProps) {
  const { citations, total, byMeaning } = part;
  const shown = citations.slice(0, 5);
  return (
    <article aria-label="Search result" data-message={messageId} className={styles.answer}>
      <p className={styles.label}>
        <Icon name="search" size={15} />
        <strong>Search only: no model loaded</strong>
      </p>
      {shown.length === 0 ? (
        <NothingFound byMeaning={byMeaning} />
      ) : (
        <>
          <p className={styles.note}>
            {total > shown.length
              ? `The best ${shown.length} of ${formatNumber(total)} passages`
              : 'The best passages'}
            , compared {describeComparison(part)}.
          </p>
          <ol className={styles.results}>
            {shown.map((citation) => (
              <ResultCard key={citation.passageId} citation={citation} />
            ))}
          </ol>
        </>
      )}
      <div className={transcriptStyles.actions}>
        <RegenerateButton messageId={messageId} busy={busy} />
        <BranchButton messageId={messageId} />
      </div>
    </article>
  );
}

function NothingFound({ byMeaning }: { readonly byMeaning: boolean }) {
  const documents = useAppState((state) => state.documents.length);
  const { openLibrary } = useNavigation();
  if (documents === 0) {
    return <p>There is nothing to search yet. Drop a document anywhere in this window, then ask again.</p>;
  }
  return (
    <div>
      <p>
        No passage fits these words. Try the words that the document itself would use
        {byMeaning ? '.' : ', or ask again once search by meaning is ready.'}
      </p>
      <Button look="plain" small className={styles.library} onClick={openLibrary}>
        See what is in the library
      </Button>
    </div>
  );
}
