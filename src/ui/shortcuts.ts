export interface Shortcut {
  readonly keys: readonly string[];
  /** Under which heading the help lists it. */
  readonly group: 'Chat' | 'Pagefile';
  readonly does: string;
}

/** The one table of shortcuts: the handler, the tooltips, the commands and the help are made from it. */
export const shortcuts = {
  newChat: { keys: ['mod', 'shift', 'o'], group: 'Chat', does: 'New chat' },
  composer: { keys: ['shift', 'escape'], group: 'Chat', does: 'Go to the message field' },
  stop: { keys: ['escape'], group: 'Chat', does: 'Stop the answer' },
  search: { keys: ['mod', 'k'], group: 'Pagefile', does: 'Search everything' },
  rail: { keys: ['mod', 'b'], group: 'Pagefile', does: 'Show or hide the list of chats' },
  memory: { keys: ['mod', '.'], group: 'Pagefile', does: 'Show or hide the memory panel' },
  settings: { keys: ['mod', ','], group: 'Pagefile', does: 'Settings' },
  shortcutList: { keys: ['mod', '/'], group: 'Pagefile', does: 'Keyboard shortcuts' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof shortcuts;

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The shortcut that a key press stands for, if any. */
export function matchShortcut(press: KeyPress): ShortcutName | null {
  if (press.altKey) return null;
  for (const name of Object.keys(shortcuts) as ShortcutName[]) {
    const keys: readonly string[] = shortcuts[name].keys;
    const key = keys.at(-1) ?? '';
    const mod = press.ctrlKey || press.metaKey;
    // Many keyboards have the slash above a digit: it is typed with Shift there.
    const isMark = /^[^a-z]$/.test(key);
    if (
      press.key.toLowerCase() === key &&
      mod === keys.includes('mod') &&
      (isMark || press.shiftKey === keys.includes('shift'))
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

/** Each key by its name on this keyboard: "Ctrl", "Shift", "O". */
export function keyLabels(keys: readonly string[]): string[] {
  return keys.map((key) => keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** "Ctrl+Shift+O", or "⌘⇧O" on a Mac. */
export function shortcutHint(name: ShortcutName): string {
  return keyLabels(shortcuts[name].keys).join(isMac ? '' : '+');
}
