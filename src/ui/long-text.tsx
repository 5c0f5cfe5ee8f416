import { useState } from 'react';
import { Button } from './button.tsx';
import { formatCount } from './format-count.ts';
import styles from './transcript.module.css';

/** A text over this many characters is shown by its beginning, of this many. */
const LONG = 4_000;
const SHOWN = 1_200;

/** What was said; where it would fill the page many times over, its beginning until one wants all of it. */
export function LongText({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  if (text.length <= LONG) return text;
  // Never between the two halves of a character.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
  return (
    <>
      {whole ? text : `${text.slice(0, end)} …`}
      <Button
        small
        look="plain"
        className={styles.showAll}
        aria-expanded={whole}
        onClick={() => setWhole(!whole)}
      >
        {whole ? 'Show less' : `Show all ${formatCount(text.length, 'character')}`}
      </Button>
    </>
  );
}
