import { useState } from 'react';
import type { LibraryDocument } from '../kernel/document.ts';
import styles from './attached-choice.module.css';
import { Button } from './button.tsx';
import { foldQuery } from './fold-text.ts';
import { useDocumentStanding } from './use-document-standing.ts';

/** With more than so many, a field finds one by its name. */
const filteredFrom = 8;

interface AttachedListProps {
  readonly documents: readonly LibraryDocument[];
  /** Ids. */
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

/** Every document of the library with a box to tick. */
export function AttachedList({ documents, chosen, onChange }: AttachedListProps) {
  const [filter, setFilter] = useState('');
  const wanted = foldQuery(filter);
  const shown = documents.filter(({ name }) => foldQuery(name).includes(wanted));
  const anyTicked = shown.some(({ id }) => chosen.includes(id));

  function tickShown(ticked: boolean): void {
    const others = chosen.filter((id) => !shown.some((it) => it.id === id));
    onChange(ticked ? [...others, ...shown.map(({ id }) => id)] : others);
  }

  return (
    <>
      <div className={styles.tools}>
        {documents.length > filteredFrom && (
          <input
            type="search"
            form=""
            className={styles.filter}
            aria-label="Find a document by name"
            placeholder="Find by name"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        )}
        <Button small look="plain" disabled={shown.length === 0} onClick={() => tickShown(!anyTicked)}>
          {anyTicked ? 'Choose none' : 'Choose all'}
        </Button>
      </div>
      <ul className={styles.list} aria-label="Documents">
        {shown.map((document) => (
          <li key={document.id}>
            <Row
              document={document}
              ticked={chosen.includes(document.id)}
              onTick={(ticked) =>
                onChange(ticked ? [...chosen, document.id] : chosen.filter((id) => id !== document.id))
              }
            />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.empty}>No document of that name</p>}
    </>
  );
}

interface RowProps {
  readonly document: LibraryDocument;
  readonly ticked: boolean;
  readonly onTick: (ticked: boolean) => void;
}

function Row({ document, ticked, onTick }: RowProps) {
  const { words } = useDocumentStanding(document);
  return (
    <label className={styles.row}>
      <input type="checkbox" form="" checked={ticked} onChange={(event) => onTick(event.target.checked)} />
      <span>
        <span className={styles.name}>{document.name}</span>
        {document.state !== 'ready' && <span className={styles.note}>{words}</span>}
      </span>
    </label>
  );
}
