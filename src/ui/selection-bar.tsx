import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { createMessageDeeds, type PickedText } from './message-deeds.ts';
import styles from './selection-bar.module.css';
import { useApp, useAppState } from './use-app.ts';

/** A selection as the pointer or the keyboard left it, and where it stands in the window. */
interface Selected extends PickedText {
  readonly rect: DOMRect;
}

/** Selecting goes on while the selection changes faster than this, in milliseconds. */
const SETTLES_MS = 150;
const GAP = 8;

/** What can be done with words selected in a message: quote, remember, copy. */
export function SelectionBar({ scroller }: { readonly scroller: RefObject<HTMLElement | null> }) {
  const { store } = useApp();
  const temporary = useAppState((state) => state.view?.conversation.temporary === true);
  const [selected, letGo] = useSelected(scroller);
  const bar = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = bar.current;
    if (!element || !selected) return;
    element.showPopover();
    keepBeside(element, selected.rect);
  }, [selected]);

  if (!selected) return null;
  const deeds = createMessageDeeds(store);
  const done = (work: () => void) => () => {
    getSelection()?.removeAllRanges();
    letGo();
    work();
  };
  return (
    <div
      ref={bar}
      popover="manual"
      role="toolbar"
      aria-label="Selected words"
      className={styles.bar}
      // Pressing a button must not take the selection away.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        letGo();
        scroller.current?.focus({ preventScroll: true });
      }}
    >
      <Button small look="plain" onClick={done(() => deeds.quote(selected.text))}>
        <Icon name="chat" size={15} /> Quote
      </Button>
      {!temporary && (
        <Button small look="plain" onClick={done(() => void deeds.remember(selected))}>
          <Icon name="memory" size={15} /> Remember this
        </Button>
      )}
      <Button small look="plain" onClick={done(() => void deeds.copy(selected.text))}>
        <Icon name="copy" size={15} /> Copy
      </Button>
    </div>
  );
}

/** What is selected within one message, once selecting has come to rest. */
function useSelected(scroller: RefObject<HTMLElement | null>): [Selected | null, () => void] {
  const [selected, setSelected] = useState<Selected | null>(null);

  useEffect(() => {
    const element = scroller.current;
    let timer = 0;
    let isPressed = false;
    const look = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => !isPressed && setSelected(selectedIn(element)), SETTLES_MS);
    };
    const press = () => {
      isPressed = true;
    };
    const release = () => {
      isPressed = false;
      look();
    };
    const move = () => {
      setSelected(null);
      look();
    };
    look();
    document.addEventListener('selectionchange', look);
    document.addEventListener('pointerdown', press);
    document.addEventListener('pointerup', release);
    document.addEventListener('pointercancel', release);
    element?.addEventListener('scroll', move, { passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('pointerup', release);
      document.removeEventListener('pointercancel', release);
      element?.removeEventListener('scroll', move);
    };
  }, [scroller]);

  return [selected, () => setSelected(null)];
}

function selectedIn(scroller: HTMLElement | null): Selected | null {
  const selection = getSelection();
  if (!scroller || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const from = messageOf(selection.anchorNode);
  const text = selection.toString().trim();
  if (!from || from !== messageOf(selection.focusNode) || !scroller.contains(from) || text === '')
    return null;
  const messageId = from.dataset.message ?? '';
  return { messageId, text, rect: selection.getRangeAt(0).getBoundingClientRect() };
}

function messageOf(node: Node | null): HTMLElement | null {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  return element?.closest<HTMLElement>('[data-message]') ?? null;
}

/** Above the words, where a finger does not stand; below where there is no room, and where phones show their own. */
function keepBeside(bar: HTMLElement, rect: DOMRect): void {
  const { width, height } = bar.getBoundingClientRect();
  const above = rect.top - height - GAP;
  const below = Math.min(rect.bottom + GAP, window.innerHeight - height - GAP);
  const isBelow = above < GAP || matchMedia('(pointer: coarse)').matches;
  const left = rect.left + rect.width / 2 - width / 2;
  bar.style.top = `${isBelow ? below : above}px`;
  bar.style.left = `${Math.max(GAP, Math.min(left, window.innerWidth - width - GAP))}px`;
}
