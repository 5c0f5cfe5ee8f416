import { type Navigation, useNavigation } from './navigation.ts';
import type { PaletteChoice } from './palette-entry.ts';
import { useApp } from './use-app.ts';

/** A choice that leads out of the palette. */
export type LeavingChoice = Exclude<PaletteChoice, { readonly to: 'group' } | { readonly to: 'more' }>;

/** Closes the palette and goes where a choice leads. */
export function usePaletteChoice(onClose: () => void): (choice: LeavingChoice) => void {
  const navigation = useNavigation();
  const { actions } = useApp();
  return (choice) => {
    onClose();
    if (choice.to === 'command') choice.command.run({ navigation, stop: actions.stop });
    else goTo(choice, navigation);
    // What had the keyboard before may have gone with its place.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.getElementById('main')?.focus();
    });
  };
}

function goTo(choice: Exclude<LeavingChoice, { readonly to: 'command' }>, navigation: Navigation): void {
  switch (choice.to) {
    case 'chat':
      navigation.openChat(choice.conversationId, choice.messageId);
      break;
    case 'reader':
      navigation.openReader(choice.target);
      break;
    case 'library':
      navigation.openLibrary();
      break;
    case 'notes':
      navigation.openMemory('archival');
      break;
  }
}
