import { useEffect, useMemo, useRef } from 'react';
import type { TextRange } from '../kernel/text-range.ts';
import type { OpenedDocument } from '../worker/app-protocol.ts';
import styles from './reader-dialog.module.css';
import { ReaderSectionView } from './reader-section-view.tsx';
import { readerSections } from './reader-sections.ts';

interface ReaderTextProps {
  readonly text: OpenedDocument['text'];
  readonly passage: TextRange | null;
  readonly sentence: TextRange | null;
  readonly visit: number;
}

export function ReaderText({ text, passage, sentence, visit }: ReaderTextProps) {
  const sections = useMemo(() => readerSections(text), [text]);
  const scroller = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each visit goes there again
  useEffect(() => {
    const mark = scroller.current?.querySelector('mark');
    if (!mark) return;
    mark.scrollIntoView({ block: 'center' });
    // Pages not yet drawn had guessed heights; once they are drawn the passage may have moved.
    const frame = requestAnimationFrame(() => mark.scrollIntoView({ block: 'center' }));
    return () => cancelAnimationFrame(frame);
  }, [passage, visit]);

  // Page keys and arrows are to move the text at once.
  useEffect(() => scroller.current?.focus({ preventScroll: true }), []);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label="Text of the document">
      {sections.length === 0 && <p className={styles.message}>There is no text in this document.</p>}
      {sections.map((section) => (
        <ReaderSectionView
          key={section.start}
          section={section}
          text={text.text.slice(section.start, section.end)}
          passage={within(passage, section)}
          sentence={within(sentence, section)}
        />
      ))}
    </section>
  );
}

/** A range of the document as a range of the section; `null` where they don't meet. */
function within(range: TextRange | null, section: TextRange): TextRange | null {
  if (!range || range.end <= section.start || range.start >= section.end) return null;
  return {
    start: Math.max(range.start, section.start) - section.start,
    end: Math.min(range.end, section.end) - section.start,
  };
}
