import { createElement, memo, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { cutSection, type SectionMarks, type SectionPiece, type SectionRun } from './cut-section.ts';
import type { ReaderSection } from './reader-sections.ts';
import styles from './reader-text.module.css';

interface ReaderSectionViewProps extends SectionMarks {
  readonly section: ReaderSection;
  /** Of the whole document. */
  readonly text: string;
}

/** One document page, or part of a text without pages; drawn by the browser when it comes into view. */
export const ReaderSectionView = memo(function ReaderSectionView({
  section,
  text,
  ...marks
}: ReaderSectionViewProps) {
  const { page, start, end } = section;
  return (
    <section
      className={styles.section}
      data-page={page ?? undefined}
      aria-label={page === null ? undefined : `Page ${page}`}
    >
      {page !== null && <h3 className={styles.page}>Page {page}</h3>}
      {page !== null && text.slice(start, end).trim() === '' ? (
        <p className={styles.blank}>No text on this page</p>
      ) : (
        <div className={styles.text}>{cutSection(text, section, marks).map(drawRun)}</div>
      )}
    </section>
  );
});

function drawRun({ start, heading, pieces }: SectionRun): ReactNode {
  if (!heading) return <span key={start}>{pieces.map(drawPiece)}</span>;
  // Page marks are of the third level, and the text's own headings stand below them.
  const Heading = (['h4', 'h5', 'h6'] as const)[heading.level - 1] ?? 'h6';
  const isStart = start === heading.start;
  return createElement(
    Heading,
    { key: start, className: styles[Heading], ...(isStart && { 'data-heading': start }) },
    pieces.map(drawPiece),
  );
}

function drawPiece({ start, text, level, found }: SectionPiece): ReactNode {
  if (level === 'none' && found === 'none') return <span key={start}>{text}</span>;
  return (
    <mark
      key={start}
      data-level={level === 'none' ? undefined : level}
      data-found={found === 'none' ? undefined : found}
      className={classNames(
        level !== 'none' && styles[level],
        found !== 'none' && styles.match,
        found === 'current' && styles.current,
      )}
    >
      {text}
    </mark>
  );
}
