import { Button } from './button.tsx';
import { describeUse } from './describe-storage.ts';
import { formatBytes } from './format-bytes.ts';
import { ModalDialog } from './modal-dialog.tsx';
import { useNavigation } from './navigation.ts';
import styles from './offline-dialog.module.css';
import { OfflineParts } from './offline-parts.tsx';
import { OptionRow } from './option-row.tsx';
import { SettingsKeep } from './settings-keep.tsx';
import { useAppState } from './use-app.ts';

/** What lies on this device, how safe it is there, and what still needs a connection. */
export function OfflineDialog({ onClose }: { readonly onClose: () => void }) {
  const { openSettings } = useNavigation();
  const storage = useAppState((state) => state.storage);
  const { kind, usedBytes, quotaBytes } = storage;
  const quota =
    quotaBytes === null
      ? 'The browser does not say how much it grants.'
      : `Of ${formatBytes(quotaBytes)} that the browser grants.`;

  return (
    <ModalDialog label="On this device" onClose={onClose}>
      <div className={styles.body}>
        <p className={styles.lead}>
          Chats, memory, documents and models are stored by this browser, on this device. The page is not
          allowed to send them anywhere.
        </p>
        <OptionRow
          icon="device"
          title={kind === 'memory' ? 'Nothing is kept' : `${formatBytes(usedBytes)} used`}
          note={
            kind === 'memory'
              ? 'The browser gives this page no storage. All is gone when the tab closes.'
              : `${describeUse(storage)}. ${quota}`
          }
        >
          <Button small onClick={() => openSettings('storage')}>
            Details
          </Button>
        </OptionRow>
        <SettingsKeep />
        <OfflineParts />
      </div>
    </ModalDialog>
  );
}
