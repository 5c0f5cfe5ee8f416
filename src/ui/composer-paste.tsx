import { useEffect } from 'react';
import { Button } from './button.tsx';
import styles from './composer-paste.module.css';
import { formatCount } from './format-count.ts';
import { IconButton } from './icon-button.tsx';
import { pastedFile } from './pasted-file.ts';
import { beAtWork } from './work-lock.ts';

interface ComposerPasteProps {
  readonly text: string;
  readonly onDocument: (file: File) => void;
  readonly onMessage: () => void;
  readonly onDiscard: () => void;
}

/** Asks where a long pasted text belongs: among the documents, or in the message after all. */
export function ComposerPaste({ text, onDocument, onMessage, onDiscard }: ComposerPasteProps) {
  // It is kept nowhere yet: an update is to wait.
  useEffect(() => beAtWork(), []);
  return (
    <fieldset aria-label="Pasted text" className={styles.paste}>
      <p role="status">
        {formatCount(text.length, 'character')} pasted: long for a message, as a document it can be searched.
      </p>
      <Button small onClick={() => onDocument(pastedFile(text))}>
        Add as document
      </Button>
      <Button look="plain" small onClick={onMessage}>
        Put into message
      </Button>
      <IconButton icon="close" small label="Discard the pasted text" onClick={onDiscard} />
    </fieldset>
  );
}
