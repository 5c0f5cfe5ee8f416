import { useState } from 'react';
import type { LibraryDocument } from '../kernel/document.ts';
import { Button } from './button.tsx';
import { PasswordDialog } from './password-dialog.tsx';

interface PasswordButtonProps {
  readonly document: LibraryDocument;
  /** Reads the document again with this; it is not kept. */
  readonly onPassword: (password: string) => void;
}

/** For a document that opens only with a password: asks for it. Nothing for any other. */
export function PasswordButton({ document, onPassword }: PasswordButtonProps) {
  const [asks, setAsks] = useState(false);
  if (document.problem?.code !== 'password-needed') return null;

  return (
    <>
      <Button small onClick={() => setAsks(true)}>
        Enter password
      </Button>
      {asks && <PasswordDialog name={document.name} onPassword={onPassword} onClose={() => setAsks(false)} />}
    </>
  );
}
