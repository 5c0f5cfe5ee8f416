import { useEffect, useRef, useState } from 'react';
import type { LibraryDocument } from '../kernel/document.ts';
import styles from './attached-choice.module.css';
import { AttachedList } from './attached-list.tsx';
import { errorMessage } from './error-message.ts';
import { useApp, useAppState } from './use-app.ts';

interface AttachedChoiceProps {
  /** `null` for all of the library. */
  readonly chosen: readonly LibraryDocument[] | null;
}

/** All documents or only some: takes effect at once, for what is asked from now on. */
export function AttachedChoice({ chosen }: AttachedChoiceProps) {
  const { actions } = useApp();
  const documents = useAppState((state) => state.documents);
  const [problem, setProblem] = useState('');
  const fields = useRef<HTMLFieldSetElement>(null);
  /** What was chosen before, so that looking at the other answer loses nothing. */
  const before = useRef<readonly string[] | null>(null);
  const chosenIds = chosen?.map(({ id }) => id) ?? null;

  useEffect(() => {
    fields.current?.querySelector<HTMLElement>('input:checked')?.focus();
  }, []);

  async function choose(documentIds: readonly string[] | null): Promise<void> {
    setProblem('');
    if (chosenIds) before.current = chosenIds;
    try {
      await actions.attachDocuments(documentIds);
    } catch (error) {
      setProblem(errorMessage(error));
    }
  }

  return (
    <fieldset ref={fields} className={styles.choice}>
      <legend className="hidden-visually">What this chat searches</legend>
      <Answer checked={chosen === null} onChoose={() => void choose(null)} note="Also those that come later">
        All documents
      </Answer>
      <Answer
        checked={chosen !== null}
        onChoose={() => void choose(before.current ?? documents.map(({ id }) => id))}
        note="Notes and past chats are searched all the same"
      >
        Only chosen
      </Answer>
      {chosenIds && (
        <AttachedList documents={documents} chosen={chosenIds} onChange={(ids) => void choose(ids)} />
      )}
      {problem !== '' && (
        <p role="alert" className={styles.problem}>
          {problem} Nothing was changed.
        </p>
      )}
    </fieldset>
  );
}

interface AnswerProps {
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly note: string;
  readonly children: string;
}

function Answer({ checked, onChoose, note, children }: AnswerProps) {
  return (
    <label className={styles.row}>
      {/* In no form: Enter here sends no message. */}
      <input type="radio" name="attached" form="" checked={checked} onChange={onChoose} />
      <span>
        {children}
        <span className={styles.note}>{note}</span>
      </span>
    </label>
  );
}
