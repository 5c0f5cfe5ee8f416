import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Passage } from '../kernel/passage.ts';
import { errorMessage } from './error-message.ts';
import { formatMoment } from './format-time.ts';
import { IconButton } from './icon-button.tsx';
import panelStyles from './memory-panel.module.css';
import { NoteRemoved } from './note-removed.tsx';
import { NoteSource } from './note-source.tsx';
import { NoteTags } from './note-tags.tsx';
import { TextEditor } from './text-editor.tsx';
import { useApp } from './use-app.ts';
import { useReturnFocus } from './use-return-focus.ts';

interface NoteCardProps {
  readonly note: Passage;
  /** Tags of other notes, to choose from. */
  readonly knownTags: readonly string[];
  readonly onTag?: (tag: string) => void;
  readonly onRemoved?: () => void;
  /** Draws the text otherwise than as it stands: a part of it, with a sentence marked. */
  readonly renderText?: (note: Passage) => ReactNode;
  /** Why it is shown. */
  readonly children?: ReactNode;
}

/** One note, whoever wrote it: to be revised, filed under tags, removed, and brought back. */
export function NoteCard({ note: given, knownTags, onTag, onRemoved, renderText, children }: NoteCardProps) {
  const { client } = useApp().store;
  const [note, setNote] = useState(given);
  const [editing, setEditing] = useState(false);
  const [removedBy, setRemovedBy] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const card = useRef<HTMLLIElement>(null);
  const pencil = useReturnFocus<HTMLButtonElement>(editing);
  useEffect(() => setNote(given), [given]);

  async function save(text: string): Promise<void> {
    if (text.trim() !== note.text) setNote(await client.call('editNote', { id: note.id, text }));
    setEditing(false);
  }

  async function remove(): Promise<void> {
    setProblem('');
    try {
      const { editId } = await client.call('removeNote', { id: note.id });
      onRemoved?.();
      setRemovedBy(editId);
    } catch (error) {
      setProblem(errorMessage(error));
    }
  }

  function onRestored(): void {
    setRemovedBy(null);
    card.current?.focus();
  }

  const label = `Note: ${note.text.slice(0, 60)}`;
  return (
    <li ref={card} tabIndex={-1} className={panelStyles.card} aria-label={label}>
      {removedBy !== null ? (
        <NoteRemoved text={note.text} editId={removedBy} onRestored={onRestored} />
      ) : editing ? (
        <TextEditor
          label="Text of the note"
          initial={note.text}
          rows={3}
          onSave={save}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <>
          <div className={panelStyles.cardHead}>
            <span className={panelStyles.who}>
              {note.runId === null ? 'By you' : 'By the model'}, {formatMoment(note.createdAt)}
            </span>
            <span className={panelStyles.tools}>
              <IconButton
                ref={pencil}
                icon="pencil"
                small
                label="Edit note"
                onClick={() => setEditing(true)}
              />
              <IconButton icon="trash" small label="Delete note" onClick={() => void remove()} />
            </span>
          </div>
          {renderText && note.text === given.text ? (
            renderText(note)
          ) : (
            <p className={panelStyles.value}>{note.text}</p>
          )}
          <NoteSource documentIds={note.sources} />
          <NoteTags note={note} knownTags={knownTags} onTag={onTag} onChanged={setNote} />
          {children}
          {problem !== '' && (
            <p role="alert" className={panelStyles.problem}>
              {problem}
            </p>
          )}
        </>
      )}
    </li>
  );
}
