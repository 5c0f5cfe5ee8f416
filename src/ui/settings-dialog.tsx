import { ModalDialog } from './modal-dialog.tsx';
import styles from './settings-dialog.module.css';
import { SettingsEmbedders } from './settings-embedders.tsx';

/** What a person sets once and seldom again. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalDialog label="Settings" shape="wide" onClose={onClose}>
      <div className={styles.body}>
        <SettingsEmbedders />
      </div>
    </ModalDialog>
  );
}
