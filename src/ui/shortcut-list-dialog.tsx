import { ModalDialog } from './modal-dialog.tsx';
import styles from './shortcut-list.module.css';
import { ShortcutList } from './shortcut-list.tsx';

/** All keyboard shortcuts, from the table that their handlers go by. */
export function ShortcutListDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalDialog label="Keyboard shortcuts" onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a small screen it scrolls, also by keyboard */}
      <section aria-label="All shortcuts" tabIndex={0} className={styles.body}>
        <ShortcutList />
      </section>
    </ModalDialog>
  );
}
