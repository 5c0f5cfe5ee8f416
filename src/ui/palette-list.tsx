import { type PointerEvent, useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './palette.module.css';
import type { PaletteEntry, PaletteGroup } from './palette-entry.ts';
import { PaletteMarked } from './palette-marked.tsx';
import { shortcutHint } from './shortcuts.ts';

interface PaletteListProps {
  readonly id: string;
  readonly groups: readonly PaletteGroup[];
  /** Of the active entry, among those of all groups. */
  readonly active: number;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (entry: PaletteEntry) => void;
}

/** The id of an entry's element, by which the field names the active one. */
export const entryId = (listId: string, index: number) => `${listId}-${index}`;

/** What was found, in groups. The keyboard stays in the field: entries are pointed at, never focused. */
export function PaletteList({ id, groups, active, onPoint, onChoose }: PaletteListProps) {
  const ref = useRef<HTMLDivElement>(null);
  const activeKey = groups.flatMap((group) => group.entries)[active]?.key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry under the same number is to be seen, too
  useEffect(() => {
    // The heading above the first entry is to be seen with it.
    if (active <= 0) ref.current?.scrollTo({ top: 0 });
    else document.getElementById(entryId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active, activeKey]);

  const pointer = useRef('');
  /** A pointer that rests is said to move, too, when something else comes to lie under it. */
  function hasMoved({ clientX, clientY }: PointerEvent): boolean {
    const former = pointer.current;
    pointer.current = `${clientX} ${clientY}`;
    return former !== '' && former !== pointer.current;
  }

  let before = 0;
  return (
    <div ref={ref} id={id} role="listbox" aria-label="Results" className={styles.list}>
      {groups.map(({ name, label, entries }) => {
        const first = before;
        before += entries.length;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div key={name} role="group" aria-labelledby={`${id}-${name}`} className={styles.group}>
            <h3 id={`${id}-${name}`} role="presentation">
              {label}
            </h3>
            {entries.map((entry, index) => (
              <PaletteRow
                key={entry.key}
                id={entryId(id, first + index)}
                entry={entry}
                isActive={first + index === active}
                onPoint={(event) => hasMoved(event) && onPoint(first + index)}
                onChoose={() => onChoose(entry)}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

interface PaletteRowProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isActive: boolean;
  readonly onPoint: (event: PointerEvent) => void;
  readonly onChoose: () => void;
}

function PaletteRow({ id, entry, isActive, onPoint, onChoose }: PaletteRowProps) {
  const { icon, title, from, isQuoted, shortcut, key } = entry;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard, and chooses by Enter
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      className={classNames(styles.row, key.startsWith('further:') && styles.further)}
      onPointerMove={onPoint}
      // The keyboard stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <Icon name={icon} size={16} />
      <span className={styles.words}>
        <span className={classNames(styles.title, isQuoted && styles.quoted, title.isNear && styles.soft)}>
          <PaletteMarked {...title} />
        </span>
        {from !== '' && <span className={styles.from}>{from}</span>}
      </span>
      {shortcut && <kbd className={styles.keys}>{shortcutHint(shortcut)}</kbd>}
    </div>
  );
}
