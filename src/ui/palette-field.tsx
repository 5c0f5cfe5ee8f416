import type { KeyboardEvent } from 'react';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { isComposing } from './is-composing.ts';
import styles from './palette.module.css';
import type { PaletteGroupName } from './palette-entry.ts';
import { groupLabels } from './palette-groups.ts';
import { matchShortcut } from './shortcuts.ts';

interface PaletteFieldProps {
  readonly listId: string;
  /** Of the active entry's element; absent while the list is empty. */
  readonly activeId: string | undefined;
  readonly text: string;
  readonly only: PaletteGroupName | null;
  readonly onText: (text: string) => void;
  readonly onStep: (by: number) => void;
  readonly onEnd: (end: 'first' | 'last') => void;
  readonly onChoose: () => void;
  /** Back to all groups. */
  readonly onWiden: () => void;
  readonly onClose: () => void;
}

/** Where one writes what to look for; it keeps the keyboard while one walks through the list. */
export function PaletteField({ listId, activeId, text, only, onText, ...acts }: PaletteFieldProps) {
  const label = only === null ? 'Search everything' : `Search ${groupLabels[only].toLowerCase()}`;
  return (
    <div className={styles.field}>
      <Icon name="search" />
      {only !== null && (
        <button type="button" className={styles.scope} title="Search everything again" onClick={acts.onWiden}>
          {groupLabels[only]}
          <Icon name="close" size={14} />
          <span className="hidden-visually">only. Search everything again</span>
        </button>
      )}
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={activeId !== undefined}
        aria-controls={listId}
        aria-activedescendant={activeId}
        aria-autocomplete="list"
        data-first-focus
        type="text"
        enterKeyHint="go"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={only === null ? 'Chats, messages, notes, documents, commands' : 'Search'}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => onKey(event, text, only, acts)}
      />
      <IconButton icon="close" label="Close" onClick={acts.onClose} />
    </div>
  );
}

type Acts = Pick<PaletteFieldProps, 'onStep' | 'onEnd' | 'onChoose' | 'onWiden' | 'onClose'>;

function onKey(event: KeyboardEvent, text: string, only: PaletteGroupName | null, acts: Acts): void {
  if (isComposing(event)) return;
  const act = actOf(event, text, only, acts);
  if (!act) return;
  event.preventDefault();
  act();
}

/** What a key does here; what has no meaning of ours goes to the field, or to the dialog. */
function actOf(
  event: KeyboardEvent,
  text: string,
  only: PaletteGroupName | null,
  acts: Acts,
): (() => void) | null {
  if (matchShortcut(event) === 'search') return acts.onClose;
  const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!isPlain) return null;
  switch (event.key) {
    case 'ArrowDown':
      return () => acts.onStep(1);
    case 'ArrowUp':
      return () => acts.onStep(-1);
    case 'Home':
      return () => acts.onEnd('first');
    case 'End':
      return () => acts.onEnd('last');
    case 'Enter':
      return acts.onChoose;
    case 'Escape':
      return only === null ? null : acts.onWiden;
    case 'Backspace':
      return only !== null && text === '' ? acts.onWiden : null;
    default:
      return null;
  }
}
