import type { TextRange } from '../kernel/text-range.ts';
import type { TextGroup } from '../worker/search-everything.ts';
import type { IconName } from './icon.tsx';
import type { ReaderTarget } from './navigation.ts';
import type { PaletteCommand } from './palette-commands.ts';
import type { ShortcutName } from './shortcuts.ts';

export type PaletteGroupName = 'commands' | 'chats' | 'documents' | TextGroup;

/** A text with what matched in it. */
export interface MarkedText {
  readonly text: string;
  /** In order, and apart from each other. */
  readonly marks: readonly TextRange[];
  /** No word of the query is among them: they are nearest to it by meaning. */
  readonly isNear?: boolean;
}

/** What happens when an entry is chosen. */
export type PaletteChoice =
  | { readonly to: 'command'; readonly command: PaletteCommand }
  | { readonly to: 'chat'; readonly conversationId: string; readonly messageId?: string }
  | { readonly to: 'reader'; readonly target: ReaderTarget }
  | { readonly to: 'library' }
  | { readonly to: 'notes' }
  /** The list goes on with this group alone. */
  | { readonly to: 'group'; readonly name: PaletteGroupName }
  | { readonly to: 'more' };

export interface PaletteEntry {
  /** Tells it from every other in the list. */
  readonly key: string;
  readonly icon: IconName;
  readonly title: MarkedText;
  /** Where and when it is from; empty where there is nothing to say. */
  readonly from: string;
  /** A document's own words. */
  readonly isQuoted?: boolean;
  readonly shortcut?: ShortcutName;
  readonly choice: PaletteChoice;
}

export interface PaletteGroup {
  readonly name: PaletteGroupName;
  readonly label: string;
  readonly entries: readonly PaletteEntry[];
  /** Of all that match, shown or not. */
  readonly total: number;
}
