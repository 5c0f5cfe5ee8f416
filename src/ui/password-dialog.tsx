import { type FormEvent, useId, useState } from 'react';
import { Button } from './button.tsx';
import { ModalDialog } from './modal-dialog.tsx';
import styles from './password-dialog.module.css';

interface PasswordDialogProps {
  /** Of the document. */
  readonly name: string;
  readonly onPassword: (password: string) => void;
  readonly onClose: () => void;
}

/** Asks for the password of a document. */
export function PasswordDialog({ name, onPassword, onClose }: PasswordDialogProps) {
  const [password, setPassword] = useState('');
  const id = useId();

  function open(event: FormEvent): void {
    event.preventDefault();
    if (password === '') return;
    onPassword(password);
    onClose();
  }

  return (
    <ModalDialog label={`Password of ${name}`} bare onClose={onClose}>
      <form className={styles.body} onSubmit={open}>
        <h2>{name} opens with a password</h2>
        <p className={styles.text}>
          It is used once, on this device, to read the document, and not kept. The text that is read is kept
          as that of any document.
        </p>
        <label htmlFor={id}>Password</label>
        <input
          id={id}
          type="password"
          autoComplete="off"
          data-first-focus
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        <div className={styles.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={password === ''}>
            Open
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}
