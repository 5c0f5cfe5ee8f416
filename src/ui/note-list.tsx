import { useMemo, useState } from 'react';
import type { Passage } from '../kernel/passage.ts';
import { Button } from './button.tsx';
import { formatCount, formatNumber } from './format-count.ts';
import panelStyles from './memory-panel.module.css';
import { NoteCard } from './note-card.tsx';
import { NoteFilter } from './note-filter.tsx';
import styles from './note-list.module.css';
import { countTags } from './note-tag-counts.ts';
import { NoteWriter } from './note-writer.tsx';
import { useNotes } from './use-notes.ts';

/** Notes drawn at first, and how many more each time. */
const notesAtOnce = 50;

/** The notes that were written, newest first: to read, add, revise, file under tags and remove. */
export function NoteList() {
  const { notes, problem } = useNotes();
  /** Removed here, and still to be brought back in their place. */
  const [removed, setRemoved] = useState<readonly Passage[]>([]);
  const [tag, setTag] = useState<string | null>(null);
  const [shown, setShown] = useState(notesAtOnce);
  const counts = useMemo(() => countTags(notes ?? []), [notes]);
  const known = useMemo(() => counts.map((it) => it.tag), [counts]);
  const active = tag !== null && known.includes(tag) ? tag : null;
  const listed = useMemo(
    () =>
      withRemoved(notes ?? [], removed).filter(({ tags = [] }) => active === null || tags.includes(active)),
    [notes, removed, active],
  );

  return (
    <section aria-label="Notes">
      {notes && (
        <NoteWriter heading={notes.length === 0 ? 'No notes so far' : formatCount(notes.length, 'note')} />
      )}
      {problem !== '' && (
        <p role="alert" className={panelStyles.problem}>
          {problem}
        </p>
      )}
      <NoteFilter counts={counts} active={active} onTag={setTag} />
      <ul className={panelStyles.cards}>
        {listed.slice(0, shown).map((note) => (
          <NoteCard
            key={note.id}
            note={note}
            knownTags={known}
            onTag={setTag}
            onRemoved={() => setRemoved((before) => [...before.filter(({ id }) => id !== note.id), note])}
          />
        ))}
      </ul>
      {listed.length > shown && (
        <Button small className={styles.more} onClick={() => setShown(shown + notesAtOnce)}>
          Show more of {formatNumber(listed.length)}
        </Button>
      )}
    </section>
  );
}

function withRemoved(notes: readonly Passage[], removed: readonly Passage[]): readonly Passage[] {
  const there = new Set(notes.map(({ id }) => id));
  const gone = removed.filter(({ id }) => !there.has(id));
  return gone.length === 0 ? notes : [...notes, ...gone].sort((a, b) => b.createdAt - a.createdAt);
}
