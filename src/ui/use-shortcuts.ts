import { useEffect, useEffectEvent } from 'react';
import { matchShortcut, type ShortcutName } from './shortcuts.ts';

/** What each shortcut does here; `null` where it does nothing now. */
export type ShortcutHandlers = Readonly<Record<ShortcutName, (() => void) | null>>;

export function useShortcuts(handlers: ShortcutHandlers): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = matchShortcut(event);
    const handler = name && handlers[name];
    if (!handler) return;
    // An open dialog has Escape to itself, and what lies under it must not move.
    if (document.querySelector('dialog[open]')) return;
    event.preventDefault();
    handler();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
