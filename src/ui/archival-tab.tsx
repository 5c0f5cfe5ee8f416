import { type ReactNode, useCallback } from 'react';
import type { PassageHit } from '../kernel/memory-search.ts';
import { classNames } from './class-names.ts';
import { describeFound } from './describe-found.ts';
import panelStyles from './memory-panel.module.css';
import { useNavigation } from './navigation.ts';
import { NoteCard } from './note-card.tsx';
import { NoteList } from './note-list.tsx';
import { Quote } from './quote.tsx';
import styles from './search-panel.module.css';
import { SearchPanel } from './search-panel.tsx';
import { useApp } from './use-app.ts';

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
        Archival holds notes, the model's and your own, and the passages of your documents, without limit. The
        model searches it, and never has all of it in view.
      </p>
      <NoteList />
    </SearchPanel>
  );
}

function ArchivalHit({ hit }: { readonly hit: PassageHit }) {
  const { passage, sentence, found, score } = hit;
  const why = found && <p className={panelStyles.from}>{describeFound(found, score)}</p>;
  if (passage.documentId !== null) return <DocumentHit hit={hit}>{why}</DocumentHit>;
  return (
    <NoteCard
      note={passage}
      knownTags={[]}
      renderText={({ text }) => <Quote text={text} sentence={sentence} length={240} spoken />}
    >
      {why}
    </NoteCard>
  );
}

function DocumentHit({ hit, children }: { readonly hit: PassageHit; readonly children: ReactNode }) {
  const { openReader } = useNavigation();
  const { passage, documentName, sentence } = hit;
  const { documentId, page, id } = passage;
  return (
    <li className={panelStyles.card}>
      <p className={panelStyles.cardHead}>
        <button
          type="button"
          className={classNames('whole-card', styles.open)}
          onClick={() => documentId && openReader({ documentId, passageId: id, sentence })}
        >
          <strong>{documentName ?? 'Document'}</strong>
        </button>
        {page !== null && <span className={panelStyles.end}>p. {page}</span>}
      </p>
      <Quote text={passage.text} sentence={sentence} length={240} />
      {children}
    </li>
  );
}
