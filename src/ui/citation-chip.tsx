import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Citation } from '../kernel/message.ts';
import styles from './citation-chip.module.css';
import { Quote } from './quote.tsx';
import { useOpenCitation } from './use-open-citation.ts';

interface CitationChipProps {
  readonly citation: Citation;
  readonly number: number;
  /** More than the number: in the list of sources. */
  readonly children?: ReactNode;
}

/** A numbered source: hover or focus shows the quoted passage, a click opens the reader there. */
export function CitationChip({ citation, number, children }: CitationChipProps) {
  const [shown, setShown] = useState(false);
  const chip = useRef<HTMLButtonElement>(null);
  const card = useRef<HTMLSpanElement>(null);
  const timer = useRef(0);
  const id = useId();
  const open = useOpenCitation();
  const { documentName, page } = citation;
  const label = `Source ${number}: ${documentName ?? 'a note'}${page === null ? '' : `, page ${page}`}`;

  useEffect(() => {
    if (!shown || !chip.current || !card.current) return;
    card.current.showPopover();
    placeBeside(card.current, chip.current.getBoundingClientRect());
  }, [shown]);
  useEffect(() => () => clearTimeout(timer.current), []);

  /** A moment's patience, so that passing over shows nothing and moving onto the card keeps it. */
  function set(next: boolean, delay: number): void {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setShown(next), delay);
  }

  return (
    <span
      className={styles.anchor}
      onPointerEnter={() => set(true, 150)}
      onPointerLeave={() => set(false, 180)}
    >
      {/* A word joiner: the number stays with the word it belongs to. */}
      {!children && '\u2060'}
      <button
        ref={chip}
        type="button"
        className={children ? styles.source : styles.chip}
        aria-label={children ? undefined : label}
        aria-describedby={shown ? id : undefined}
        onFocus={(event) => event.target.matches(':focus-visible') && set(true, 0)}
        onBlur={() => set(false, 0)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !shown) return;
          event.stopPropagation();
          set(false, 0);
        }}
        onClick={() => {
          set(false, 0);
          open(citation);
        }}
      >
        {children ? (
          <>
            <span className="hidden-visually">{label}</span>
            <span aria-hidden className={styles.face}>
              {children}
            </span>
          </>
        ) : (
          number
        )}
      </button>
      {shown && (
        <span ref={card} id={id} role="tooltip" popover="manual" className={styles.card}>
          <span className={styles.place}>
            <strong>{documentName ?? 'A note'}</strong>
            {page !== null && ` p. ${page}`}
          </span>
          <Quote
            text={citation.text}
            sentence={citation.sentence}
            length={320}
            inline
            spoken={citation.documentId === null}
          />
        </span>
      )}
    </span>
  );
}

/** Above the chip where there is room, else below; never past the window's edge. */
function placeBeside(card: HTMLElement, chip: DOMRect): void {
  const gap = 8;
  const { width, height } = card.getBoundingClientRect();
  const left = Math.min(
    Math.max(gap, chip.left + chip.width / 2 - width / 2),
    window.innerWidth - width - gap,
  );
  const above = chip.top - height - gap;
  card.style.left = `${left}px`;
  card.style.top = `${above >= gap ? above : chip.bottom + gap}px`;
}
