/** The one table of shortcuts: the handler, the tooltips and the help are made from it. */
export const shortcuts = {
  newChat: { keys: ['mod', 'shift', 'o'] },
  rail: { keys: ['mod', 'b'] },
  memory: { keys: ['mod', '.'] },
  composer: { keys: ['shift', 'escape'] },
  stop: { keys: ['escape'] },
} as const satisfies Record<string, { readonly keys: readonly string[] }>;

export type ShortcutName = keyof typeof shortcuts;

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The shortcut that a key press stands for, if any. */
export function matchShortcut(press: KeyPress): ShortcutName | null {
  if (press.altKey) return null;
  for (const name of Object.keys(shortcuts) as ShortcutName[]) {
    const keys: readonly string[] = shortcuts[name].keys;
    const key = keys.at(-1);
    const mod = press.ctrlKey || press.metaKey;
    if (
      press.key.toLowerCase() === key &&
      mod === keys.includes('mod') &&
      press.shiftKey === keys.includes('shift')
    ) {
      return name;
    }
  }
  return null;
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
const keyNames: Readonly<Record<string, string>> = isMac
  ? { mod: '⌘', shift: '⇧', escape: 'Esc' }
  : { mod: 'Ctrl', shift: 'Shift', escape: 'Esc' };

/** "Ctrl+Shift+O", or "⌘⇧O" on a Mac. */
export function shortcutHint(name: ShortcutName): string {
  const keys: readonly string[] = shortcuts[name].keys;
  return keys.map((key) => keyNames[key] ?? key.toUpperCase()).join(isMac ? '' : '+');
}
