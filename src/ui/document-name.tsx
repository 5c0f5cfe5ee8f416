import styles from './document-name.module.css';
import { useNavigation } from './navigation.ts';

interface DocumentNameProps {
  readonly name: string;
  /** The document, where it can be read. */
  readonly documentId?: string | undefined;
}

/** A document's name on one line, which opens the reader where there is something to read. */
export function DocumentName({ name, documentId }: DocumentNameProps) {
  const { openReader } = useNavigation();
  if (documentId === undefined) return <p className={styles.name}>{name}</p>;
  return (
    <button
      type="button"
      className={styles.name}
      onClick={() => openReader({ documentId, passageId: null, sentence: null })}
    >
      {name}
    </button>
  );
}
