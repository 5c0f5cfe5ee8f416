import styles from './note-source.module.css';
import { NoteSourceNames } from './note-source-names.tsx';

interface NoteSourceProps {
  /** Documents that the words come from; absent where they come from none. */
  readonly documentIds: readonly string[] | undefined;
}

/** "From handbook.pdf": where the words of a note or of an edit come from. Nothing where they come from none. */
export function NoteSource({ documentIds = [] }: NoteSourceProps) {
  if (documentIds.length === 0) return null;
  return (
    <p className={styles.source}>
      From <NoteSourceNames documentIds={documentIds} />
    </p>
  );
}
