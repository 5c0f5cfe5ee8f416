import { useId, useMemo, useRef } from 'react';
import { classNames } from './class-names.ts';
import styles from './reader-dialog.module.css';
import { ReaderFindBar } from './reader-find-bar.tsx';
import type { ReaderGoal } from './reader-goal.ts';
import { ReaderHead } from './reader-head.tsx';
import { ReaderOutline } from './reader-outline.tsx';
import { outlineEntries } from './reader-outline-entries.ts';
import { ReaderPageImage } from './reader-page-image.tsx';
import { ReaderText } from './reader-text.tsx';
import { ReaderTools } from './reader-tools.tsx';
import { useFind } from './use-find.ts';
import { useFindKey } from './use-find-key.ts';
import type { OpenedState } from './use-opened-document.ts';
import { type Place, useReaderPlace } from './use-reader-place.ts';
import { useReaderSides } from './use-reader-sides.ts';

interface ReaderBodyProps {
  readonly opened: Extract<OpenedState, { readonly state: 'open' }>;
  readonly onClose: () => void;
}

/** An open document: its text, and what one finds one's way in it by. */
export function ReaderBody({ opened: state, onClose }: ReaderBodyProps) {
  const { opened, passage, sentence } = state;
  const { document, text } = opened;
  const body = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const ids = { outline: useId(), image: useId() };
  const { place, goal, placeAt, ...reading } = useReaderPlace(text, passage);
  const entries = useMemo(() => outlineEntries(text, document.format), [text, document.format]);
  const sides = useReaderSides(entries.length > 0, document.format === 'pdf' && document.pages !== null);
  const find = useFind(text.text, place.position, ({ start }) => {
    sides.uncover();
    reading.go({ kind: 'match' }, placeAt(start));
  });

  function go(next: ReaderGoal, to: Place): void {
    reading.go(next, to);
    find.readHere(to.position);
  }
  function goUncovered(next: ReaderGoal, position: number): void {
    sides.uncover();
    go(next, placeAt(position));
  }
  function goToPage(number: number): void {
    const position = text.pages?.find((it) => it.number === number)?.start ?? place.position;
    go({ kind: 'page', number }, { position, page: number });
  }
  function openFind(): void {
    find.open();
    field.current?.focus();
    field.current?.select();
  }
  function closeFind(): void {
    find.close();
    body.current?.querySelector<HTMLElement>('[data-reader-text]')?.focus({ preventScroll: true });
  }
  useFindKey(body, openFind);

  return (
    <>
      <ReaderHead opened={state} onClose={onClose}>
        <ReaderTools
          ids={ids}
          sides={sides}
          isFinding={find.isOpen}
          onFind={find.isOpen ? closeFind : openFind}
          onPassage={passage && (() => goUncovered({ kind: 'passage' }, passage.start))}
        />
      </ReaderHead>
      {find.isOpen && <ReaderFindBar find={find} field={field} onClose={closeFind} />}
      <div ref={body} className={classNames(styles.body, sides.shows.image && styles.spread)}>
        {sides.shows.outline && (
          <ReaderOutline
            id={ids.outline}
            entries={entries}
            current={entries.findLastIndex((it) => it.start <= place.position)}
            onGo={({ start }) => goUncovered({ kind: 'heading', start }, start)}
          />
        )}
        <ReaderText
          text={text}
          passage={passage}
          sentence={sentence}
          matches={find.matches}
          current={find.current}
          goal={goal}
          isCovered={sides.isCovered}
          onRead={(position, page) => {
            reading.read({ position, page: page ?? 1 });
            find.readHere(position);
          }}
        />
        {sides.shows.image && (
          <ReaderPageImage
            id={ids.image}
            documentId={document.id}
            name={document.name}
            page={place.page}
            pages={document.pages ?? 1}
            onPage={goToPage}
          />
        )}
      </div>
    </>
  );
}
