import { type ReactNode, useId } from 'react';
import styles from './settings-row.module.css';

interface SettingsRowProps {
  readonly label: string;
  readonly note: ReactNode;
  /** The control, given the id that its label names and that of the note which describes it. */
  readonly children?: (id: string, noteId: string) => ReactNode;
}

/** Something that can be chosen, by name, with what it means; without a control, something that is so. */
export function SettingsRow({ label, note, children }: SettingsRowProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className={styles.row}>
      {children ? <label htmlFor={id}>{label}</label> : <h4>{label}</h4>}
      {children?.(id, noteId)}
      <p id={noteId}>{note}</p>
    </div>
  );
}
