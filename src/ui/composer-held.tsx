import { useState } from 'react';
import { Button } from './button.tsx';
import styles from './composer-paste.module.css';
import { formatCount } from './format-count.ts';
import { IconButton } from './icon-button.tsx';

interface ComposerHeldProps {
  readonly text: string;
  readonly onDiscard: () => void;
}

/** A text too long for the field: by its size, until one wants to see it. */
export function ComposerHeld({ text, onDiscard }: ComposerHeldProps) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <fieldset aria-label="Long text" className={styles.paste}>
        <p role="status">{formatCount(text.length, 'character')} of long text go with your message.</p>
        <Button small look="plain" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show all'}
        </Button>
        <IconButton icon="close" small label="Discard the long text" onClick={onDiscard} />
      </fieldset>
      {shown && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must scroll by keyboard too
        <section tabIndex={0} aria-label="All of the long text" className={styles.whole}>
          {text}
        </section>
      )}
    </>
  );
}
