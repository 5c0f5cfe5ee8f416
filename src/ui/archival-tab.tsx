import { useCallback, useEffect, useState } from 'react';
import type { PassageHit } from '../kernel/memory-search.ts';
import type { Passage } from '../kernel/passage.ts';
import { classNames } from './class-names.ts';
import { describeFound } from './describe-found.ts';
import { errorMessage } from './error-message.ts';
import { formatCount } from './format-count.ts';
import { formatMoment } from './format-time.ts';
import panelStyles from './memory-panel.module.css';
import { useNavigation } from './navigation.ts';
import { Quote } from './quote.tsx';
import styles from './search-panel.module.css';
import { SearchPanel } from './search-panel.tsx';
import { useApp, useAppState } from './use-app.ts';

/** Archival: notes and the passages of documents. */
export function ArchivalTab() {
  const { client } = useApp().store;
  const ask = useCallback(
    (text: string, page: number) => client.call('searchArchival', { text, page }),
    [client],
  );
  return (
    <SearchPanel
      label="Search notes and documents"
      unit="passage"
      ask={ask}
      renderHit={(hit) => <ArchivalHit key={hit.passage.id} hit={hit} />}
    >
      <p className={panelStyles.gloss}>
        Archival holds the model's notes and the passages of your documents, without limit. It is searched,
        never in view as a whole.
      </p>
      <Notes />
    </SearchPanel>
  );
}

function ArchivalHit({ hit }: { readonly hit: PassageHit }) {
  const { openReader } = useNavigation();
  const { passage, documentName, sentence, found, score } = hit;
  const { documentId, page, id } = passage;
  return (
    <li className={panelStyles.card}>
      <p className={panelStyles.cardHead}>
        {documentId ? (
          <button
            type="button"
            className={classNames('whole-card', styles.open)}
            onClick={() => openReader({ documentId, passageId: id, sentence })}
          >
            <strong>{documentName ?? 'Document'}</strong>
          </button>
        ) : (
          <strong>Note</strong>
        )}
        {page !== null && <span className={panelStyles.end}>p. {page}</span>}
      </p>
      <Quote text={passage.text} sentence={sentence} length={240} spoken={documentId === null} />
      {found && <p className={panelStyles.from}>{describeFound(found, score)}</p>}
    </li>
  );
}

/** The notes that were written, newest first. */
function Notes() {
  const { client } = useApp().store;
  const version = useAppState((state) => state.notesVersion);
  const [notes, setNotes] = useState<readonly Passage[] | null>(null);
  const [problem, setProblem] = useState('');

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means that notes have changed
  useEffect(() => {
    let wanted = true;
    client.call('notes', {}).then(
      (found) => wanted && setNotes(found),
      (error) => wanted && setProblem(errorMessage(error)),
    );
    return () => {
      wanted = false;
    };
  }, [client, version]);

  if (problem !== '') {
    return (
      <p role="alert" className={panelStyles.problem}>
        {problem}
      </p>
    );
  }
  if (!notes) return null;
  return (
    <section>
      <h3 className={panelStyles.cardHead}>
        {notes.length === 0 ? 'No notes so far' : formatCount(notes.length, 'note')}
      </h3>
      <ul className={panelStyles.cards}>
        {notes.map((note) => (
          <li key={note.id} className={panelStyles.card}>
            <p className={panelStyles.value}>{note.text}</p>
            <p className={panelStyles.from}>
              {note.runId === null ? 'By you' : 'By the model'}, {formatMoment(note.createdAt)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
