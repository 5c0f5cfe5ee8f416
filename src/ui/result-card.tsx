import type { Citation } from '../kernel/message.ts';
import { classNames } from './class-names.ts';
import { describeFound } from './describe-found.ts';
import { Icon } from './icon.tsx';
import { Quote } from './quote.tsx';
import styles from './result-card.module.css';
import { useOpenCitation } from './use-open-citation.ts';

/** One passage found: where it stands, its words with the matching sentence marked, and why. Opens the reader there. */
export function ResultCard({ citation }: { readonly citation: Citation }) {
  const open = useOpenCitation();
  const { documentId, documentName, headingPath, page, sentence, text, found } = citation;

  return (
    <li className={styles.card}>
      <p className={styles.place}>
        <Icon name={documentId ? 'document' : 'pencil'} size={15} />
        <button
          type="button"
          className={classNames('whole-card', styles.open)}
          onClick={() => open(citation)}
        >
          {documentName ?? 'A note'}
        </button>
        {page !== null && <span>p. {page}</span>}
        {headingPath.length > 0 && <span className={styles.headings}>{headingPath.join(' › ')}</span>}
      </p>
      <Quote text={text} sentence={sentence} length={360} spoken={documentId === null} />
      {found && <p className={styles.found}>{describeFound(found.by, found.score)}</p>}
    </li>
  );
}
