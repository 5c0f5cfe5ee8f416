import { useEffect, useMemo, useRef } from 'react';
import type { DocumentHeading } from '../kernel/document-heading.ts';
import type { TextRange } from '../kernel/text-range.ts';
import type { OpenedDocument } from '../worker/app-protocol.ts';
import type { FoundRange } from './cut-section.ts';
import type { Matches } from './find-matches.ts';
import { goalSelector, type ReaderGoal } from './reader-goal.ts';
import { ReaderSectionView } from './reader-section-view.tsx';
import { type ReaderSection, readerSections, sectionAt } from './reader-sections.ts';
import styles from './reader-text.module.css';
import { useSectionsInView } from './use-sections-in-view.ts';

interface ReaderTextProps {
  readonly text: OpenedDocument['text'];
  readonly passage: TextRange | null;
  readonly sentence: TextRange | null;
  readonly matches: Matches;
  /** The match that the person has got to; -1 for none. */
  readonly current: number;
  /** Where to go; each new object goes there again. */
  readonly goal: ReaderGoal | null;
  /** Something else lies over the text. */
  readonly isCovered: boolean;
  /** Told what one reads after scrolling: the heading there, or where its section begins, and the page. */
  readonly onRead: (position: number, page: number | null) => void;
}

/** Marks are drawn so many sections beyond what is in view, so that scrolling finds them there. */
const margin = 2;
/** Left free above a heading that one has gone to, in pixels. */
const headingMargin = 16;
const noHeadings: readonly DocumentHeading[] = [];
const noneFound: readonly FoundRange[] = [];

/**
 * All of a document's text, with marks. What is out of view costs next to nothing: its layout is left to the moment
 * when it comes into view, and matches are marked only near it.
 */
export function ReaderText(props: ReaderTextProps) {
  const { text, passage, sentence, matches, current, goal, isCovered, onRead } = props;
  const sections = useMemo(() => readerSections(text), [text]);
  const headings = useMemo(() => headingsBySection(text.headings ?? [], sections), [text, sections]);
  const scroller = useRef<HTMLDivElement>(null);
  const isByPerson = useRef(false);
  const inView = useSectionsInView(scroller, isByPerson, (index, line) => {
    const section = sections[index];
    if (section) onRead(headingAbove(scroller.current?.children[index], line) ?? section.start, section.page);
  });
  const at = matches.range(current)?.start;
  const currentSection = at === undefined ? -1 : sectionAt(sections, at);

  useEffect(() => {
    isByPerson.current = false;
    if (goal) return goTo(scroller.current, goal);
  }, [goal]);

  // Page keys and arrows are to move the text at once.
  useEffect(() => scroller.current?.focus({ preventScroll: true }), []);

  if (sections.length === 0) return <p className={styles.message}>There is no text in this document.</p>;
  return (
    <section
      ref={scroller}
      className={styles.scroller}
      data-reader-text=""
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      inert={isCovered}
      aria-label="Text of the document"
    >
      {sections.map((section, index) => {
        const isNear = index >= inView.first - margin && index <= inView.last + margin;
        return (
          <ReaderSectionView
            key={section.start}
            section={section}
            text={text.text}
            headings={headings[index] ?? noHeadings}
            passage={within(passage, section)}
            sentence={within(sentence, section)}
            found={isNear || index === currentSection ? foundIn(section, matches, current) : noneFound}
          />
        );
      })}
    </section>
  );
}

/** Scrolls something into view; returns what ends the attempt. */
function goTo(scroller: HTMLElement | null, goal: ReaderGoal): (() => void) | undefined {
  if (!scroller) return;
  let frame = 0;
  let turns = 4;
  const go = () => {
    const target = scroller.querySelector(goalSelector(goal));
    if (target) scroller.scrollTop += distanceTo(target, scroller, goal);
    // Sections not yet drawn had guessed heights; each that is drawn on the way may move the rest.
    if (--turns > 0) frame = requestAnimationFrame(go);
  };
  go();
  return () => cancelAnimationFrame(frame);
}

/** How far to scroll until words stand in the middle, and pages and headings at the top. */
function distanceTo(target: Element, scroller: HTMLElement, { kind }: ReaderGoal): number {
  const [rect, view] = [target.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const toTop = rect.top - view.top;
  if (kind === 'page') return toTop;
  const isMiddle = kind !== 'heading' && rect.height < view.height;
  return toTop - (isMiddle ? (view.height - rect.height) / 2 : headingMargin);
}

/** Where the last heading of a section begins that stands above a line of the screen. */
function headingAbove(section: Element | undefined, line: number): number | null {
  const headings = [...(section?.querySelectorAll<HTMLElement>('[data-heading]') ?? [])];
  const above = headings.findLast((it) => it.getBoundingClientRect().top <= line)?.dataset.heading;
  return above === undefined ? null : Number(above);
}

/** By the section's index; the same lists each time, so that sections are not drawn anew. */
function headingsBySection(
  headings: readonly DocumentHeading[],
  sections: readonly ReaderSection[],
): readonly (readonly DocumentHeading[])[] {
  let from = 0;
  return sections.map((section) => {
    while ((headings[from]?.end ?? section.start + 1) <= section.start) from++;
    let to = from;
    while ((headings[to]?.start ?? section.end) < section.end) to++;
    return to === from ? noHeadings : headings.slice(from, to);
  });
}

/** A mark that lies over a section; `null` where they don't meet, which is all but a few. */
function within(range: TextRange | null, section: TextRange): TextRange | null {
  return range && range.end > section.start && range.start < section.end ? range : null;
}

function foundIn(section: TextRange, matches: Matches, current: number): readonly FoundRange[] {
  const found: FoundRange[] = [];
  for (let index = matches.firstAfter(section.start); index < matches.count; index++) {
    const range = matches.range(index);
    if (!range || range.start >= section.end) break;
    found.push({ ...range, isCurrent: index === current });
  }
  return found.length === 0 ? noneFound : found;
}
