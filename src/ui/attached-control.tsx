import { lazy, Suspense, useId, useRef, useState } from 'react';
import styles from './attached-control.module.css';
import { chosenDocuments, describeAttached } from './attached-words.ts';
import { Icon } from './icon.tsx';
import { useAppState } from './use-app.ts';

const AttachedChoice = lazy(async () => ({
  default: (await import('./attached-choice.tsx')).AttachedChoice,
}));

/** How far the popover keeps from the composer and from the window's edges, in pixels. */
const gap = 8;

/** Says what the open chat searches, and opens the choice. Not there while there is nothing to choose from. */
export function AttachedControl() {
  const documents = useAppState((state) => state.documents);
  const attached = useAppState((state) => state.view?.conversation.attached);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const id = useId();
  if (documents.length === 0) return null;
  const chosen = chosenDocuments(attached, documents);
  const words = describeAttached(chosen);

  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.control}
        aria-label={`What this chat searches: ${words}`}
        title="What this chat searches"
        aria-haspopup="dialog"
        aria-expanded={open}
        popoverTarget={id}
      >
        <Icon name="library" />
        <span className={styles.words}>{words}</span>
        {chosen !== null && <span className={styles.count}>{chosen.length}</span>}
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="What this chat searches"
        className={styles.popover}
        onBeforeToggle={({ newState }) => {
          if (newState === 'closed') return;
          placeAbove(popover.current, button.current);
          setOpen(true);
        }}
        // Not before: what has the focus hands it back to the button first.
        onToggle={({ newState }) => newState === 'closed' && setOpen(false)}
        // Escape closes the popover here, and means nothing to the chat.
        onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
      >
        {open && (
          <Suspense>
            <AttachedChoice chosen={chosen} />
          </Suspense>
        )}
      </div>
    </>
  );
}

/** It stands on the composer, from the button's left, and grows upwards as far as there is room. */
function placeAbove(popover: HTMLElement | null, button: HTMLElement | null): void {
  if (!popover || !button) return;
  // Not the window's, which a keyboard on the screen makes smaller.
  const { clientWidth, clientHeight } = document.documentElement;
  const { left } = button.getBoundingClientRect();
  const { top } = (button.parentElement ?? button).getBoundingClientRect();
  const width = Math.min(360, clientWidth - 2 * gap);
  popover.style.width = `${width}px`;
  popover.style.left = `${Math.max(gap, Math.min(left, clientWidth - width - gap))}px`;
  popover.style.bottom = `${clientHeight - top + gap}px`;
  popover.style.maxHeight = `${Math.min(480, top - 2 * gap)}px`;
}
