import { createContext, use } from 'react';
import type { SettingsSection } from './settings-section.ts';

/** Where the reader opens: a document, at a passage when one is named. */
export interface ReaderTarget {
  readonly documentId: string;
  readonly passageId: string | null;
  /** Range of the matching sentence within the passage's text. */
  readonly sentence: { readonly start: number; readonly end: number } | null;
}

export type MemoryTab = 'core' | 'recall' | 'archival' | 'trace';

/** A block to be edited; another object each time that it is asked for. */
export interface EditedBlock {
  readonly label: string;
}

/** Ways from anywhere in the page to its places and dialogs. */
export interface Navigation {
  openReader(target: ReaderTarget): void;
  openModels(): void;
  openOffline(): void;
  /** At a section when one is named. */
  openSettings(section?: SettingsSection): void;
  /** Search over everything, with commands. */
  openSearch(): void;
  /** The list of keyboard shortcuts. */
  openShortcuts(): void;
  /** Shows a foreign address and asks before leaving for it. */
  openLink(address: string): void;
  openMemory(tab: MemoryTab): void;
  /** Opens a block of core memory for editing. */
  editBlock(label: string): void;
  openLibrary(): void;
  /** Shows or hides the list of chats, and the memory panel. */
  toggleRail(): void;
  toggleMemory(): void;
  /** A temporary one reads memory, writes none, and is gone when it is left. */
  newChat(options?: { readonly temporary?: boolean }): void;
  /** Shows a chat, at a message when one is named. */
  openChat(conversationId: string, messageId?: string): void;
}

export const NavigationContext = createContext<Navigation | null>(null);

export function useNavigation(): Navigation {
  const navigation = use(NavigationContext);
  if (!navigation) throw new Error('There is no navigation around this component.');
  return navigation;
}
