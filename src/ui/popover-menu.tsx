import { type KeyboardEvent, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './popover-menu.module.css';

/** Where the menu opens: beside a button, or at the pointer. */
export interface MenuPlace {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

export interface MenuEntry {
  readonly label: string;
  readonly icon: IconName;
  readonly isDanger?: true;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

interface PopoverMenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

/** A menu of deeds. Arrow keys move, Escape closes, focus goes back to where it was. */
export function PopoverMenu({ label, entries, place, onClose }: PopoverMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(onClose);

  useLayoutEffect(() => {
    const element = menu.current;
    const opener = document.activeElement;
    element?.showPopover();
    if (element) keepInView(element, place);
    element?.querySelector('button')?.focus();
    return () => {
      // Unless what was chosen has taken the focus elsewhere.
      const inMenu = element?.contains(document.activeElement) || document.activeElement === document.body;
      if (inMenu && opener instanceof HTMLElement && opener.isConnected)
        opener.focus({ preventScroll: true });
    };
  }, [place]);

  useEffect(() => {
    const element = menu.current;
    const onToggle = (event: Event) => (event as ToggleEvent).newState === 'closed' && close();
    element?.addEventListener('toggle', onToggle);
    return () => element?.removeEventListener('toggle', onToggle);
  }, []);

  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    // Escape is the menu's own: it does not stop an answer.
    if (event.key === 'Escape') event.stopPropagation();
    if (event.key === 'Tab') onClose();
    if (to === undefined) return;
    event.preventDefault();
    buttons.at(to % buttons.length)?.focus();
  }

  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={styles.menu}
      onKeyDown={move}
      onContextMenu={(event) => event.preventDefault()}
    >
      {entries.map(({ label: words, icon, isDanger, isDisabled = false, run }) => (
        <button
          key={words}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={isDisabled || undefined}
          className={classNames(styles.item, isDanger && styles.danger)}
          onClick={() => {
            if (isDisabled) return;
            onClose();
            run();
          }}
        >
          <Icon name={icon} size={16} />
          {words}
        </button>
      ))}
    </div>
  );
}

/** Below its place where there is room, else above; never past the window's edge. */
function keepInView(menu: HTMLElement, { left, top, bottom }: MenuPlace): void {
  const gap = 4;
  const { width, height } = menu.getBoundingClientRect();
  const below = bottom + gap;
  const fits = below + height <= window.innerHeight - gap;
  menu.style.left = `${Math.max(gap, Math.min(left, window.innerWidth - width - gap))}px`;
  menu.style.top = `${Math.max(gap, fits ? below : top - height - gap)}px`;
}
