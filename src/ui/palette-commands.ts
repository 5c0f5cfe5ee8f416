import type { IconName } from './icon.tsx';
import type { Navigation } from './navigation.ts';
import { type ShortcutName, shortcuts } from './shortcuts.ts';

/** What a command acts by. */
export interface CommandTools {
  readonly navigation: Navigation;
  readonly stop: () => void;
}

export interface PaletteCommand {
  readonly label: string;
  /** Other words that it is found by. */
  readonly alsoBy: string;
  readonly icon: IconName;
  readonly shortcut: ShortcutName | null;
  /** Offered while an answer is being written, and only then. */
  readonly isForRuns?: true;
  readonly run: (tools: CommandTools) => void;
}

/** Everything that can be done from the palette, in the order in which it is offered. */
export const paletteCommands: readonly PaletteCommand[] = [
  {
    label: shortcuts.stop.does,
    alsoBy: 'cancel end interrupt',
    icon: 'close',
    shortcut: 'stop',
    isForRuns: true,
    run: ({ stop }) => stop(),
  },
  {
    label: shortcuts.newChat.does,
    alsoBy: 'conversation start begin',
    icon: 'newChat',
    shortcut: 'newChat',
    run: ({ navigation }) => navigation.newChat(),
  },
  {
    label: 'New temporary chat',
    alsoBy: 'private incognito secret conversation',
    icon: 'temporary',
    shortcut: null,
    run: ({ navigation }) => navigation.newChat({ temporary: true }),
  },
  {
    label: 'Library',
    alsoBy: 'documents files',
    icon: 'library',
    shortcut: null,
    run: ({ navigation }) => navigation.openLibrary(),
  },
  {
    label: 'Models',
    alsoBy: 'download load llm',
    icon: 'device',
    shortcut: null,
    run: ({ navigation }) => navigation.openModels(),
  },
  memoryCommand('Memory: core', 'blocks human persona', 'core'),
  memoryCommand('Memory: recall', 'messages history said', 'recall'),
  memoryCommand('Memory: archival', 'notes passages', 'archival'),
  memoryCommand('Memory: trace', 'steps prompt calls', 'trace'),
  {
    label: 'Make available offline',
    alsoBy: 'store download',
    icon: 'download',
    shortcut: null,
    run: ({ navigation }) => navigation.openOffline(),
  },
  {
    label: shortcuts.rail.does,
    alsoBy: 'toggle sidebar rail',
    icon: 'rail',
    shortcut: 'rail',
    run: ({ navigation }) => navigation.toggleRail(),
  },
  {
    label: shortcuts.memory.does,
    alsoBy: 'toggle context window',
    icon: 'memory',
    shortcut: 'memory',
    run: ({ navigation }) => navigation.toggleMemory(),
  },
  {
    label: shortcuts.settings.does,
    alsoBy: 'preferences options',
    icon: 'settings',
    shortcut: 'settings',
    run: ({ navigation }) => navigation.openSettings(),
  },
  {
    label: shortcuts.shortcutList.does,
    alsoBy: 'keys help hotkeys',
    icon: 'info',
    shortcut: 'shortcutList',
    run: ({ navigation }) => navigation.openShortcuts(),
  },
];

function memoryCommand(
  label: string,
  alsoBy: string,
  tab: Parameters<Navigation['openMemory']>[0],
): PaletteCommand {
  const run = ({ navigation }: CommandTools) => navigation.openMemory(tab);
  return { label, alsoBy, icon: 'memory', shortcut: null, run };
}
