import { useState } from 'react';
import { Button } from './button.tsx';
import { describeUse } from './describe-storage.ts';
import { formatBytes } from './format-bytes.ts';
import { ModalDialog } from './modal-dialog.tsx';
import styles from './offline-dialog.module.css';
import { OfflineRow } from './offline-row.tsx';
import { OptionRow } from './option-row.tsx';
import { useApp, useAppState } from './use-app.ts';

/** What lies on this device, how safe it is there, and what still needs a connection. */
export function OfflineDialog({ onClose }: { readonly onClose: () => void }) {
  const { actions } = useApp();
  const storage = useAppState((state) => state.storage);
  const { kind, usedBytes, quotaBytes, persisted } = storage;
  const [asked, setAsked] = useState(false);
  const quota =
    quotaBytes === null
      ? 'The browser does not say how much it grants.'
      : `Of ${formatBytes(quotaBytes)} that the browser grants.`;

  async function keep(): Promise<void> {
    await actions.keepStorage();
    setAsked(true);
  }

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
        />
        {kind === 'device' && (
          <OptionRow
            icon={persisted ? 'check' : 'warning'}
            title={persisted ? 'Kept until you remove it' : 'May be cleared when space runs short'}
            note={
              persisted
                ? 'The browser has agreed not to clear this data by itself.'
                : asked
                  ? 'The browser has not agreed so far. Installing the app, or using it more, often changes that.'
                  : 'The browser may clear this data when the device is full, unless it agrees to keep it.'
            }
          >
            {!persisted && (
              <Button small onClick={() => void keep()}>
                Ask to keep it
              </Button>
            )}
          </OptionRow>
        )}
        <OfflineRow />
      </div>
    </ModalDialog>
  );
}
