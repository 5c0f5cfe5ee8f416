import { groupBy } from './group-by.ts';
import styles from './shortcut-list.module.css';
import { keyLabels, type Shortcut, shortcuts } from './shortcuts.ts';

/** Keys that belong to one place and are handled there, for the help alone. */
const keysOfPlaces: readonly (Omit<Shortcut, 'group'> & { readonly group: string })[] = [
  { group: 'Message field', keys: ['Enter'], does: 'Send' },
  { group: 'Message field', keys: ['shift', 'Enter'], does: 'New line' },
  { group: 'Message field', keys: ['↑'], does: 'In an empty field: what you said last' },
  { group: 'Reader', keys: ['mod', 'f'], does: 'Find in the document' },
  { group: 'Reader', keys: ['Enter'], does: 'Next match' },
  { group: 'Reader', keys: ['shift', 'Enter'], does: 'Match before' },
];

/** All keyboard shortcuts by group, from the table that their handlers go by. */
export function ShortcutList() {
  const groups = groupBy([...Object.values(shortcuts), ...keysOfPlaces], ({ group }) => group);
  return [...groups].map(([group, rows]) => (
    <section key={group} aria-label={group} className={styles.group}>
      <h3>{group}</h3>
      <dl>
        {rows.map(({ keys, does }) => (
          <div key={does} className={styles.row}>
            <dt>{does}</dt>
            <dd>
              {keyLabels(keys).map((label) => (
                <kbd key={label}>{label}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
