import buttonStyles from './button.module.css';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import confirmStyles from './confirm-dialog.module.css';
import { CopyButton } from './copy-button.tsx';
import styles from './link-dialog.module.css';
import { ModalDialog } from './modal-dialog.tsx';

/** Shows where a link of a reply really leads, and asks before leaving. */
export function LinkDialog({ address, onClose }: { readonly address: string; readonly onClose: () => void }) {
  const { protocol, host } = new URL(address);
  const mail = protocol === 'mailto:';
  return (
    <ModalDialog label="Leave Pagefile?" bare onClose={onClose}>
      <div className={confirmStyles.body}>
        <h2>{mail ? 'Write an e-mail?' : `Leave for ${host}?`}</h2>
        <div className={styles.address}>
          <code>{address}</code>
          <CopyButton text={address} label="Copy the address" />
        </div>
        <p className={confirmStyles.text}>
          {mail
            ? 'Your mail program opens with this address.'
            : 'The link was written by the model. Opening it tells that site that you came, and all that the address holds.'}
        </p>
        <div className={confirmStyles.actions}>
          <Button data-first-focus onClick={onClose}>
            Stay
          </Button>
          <a
            className={classNames(buttonStyles.button, buttonStyles.primary, styles.go)}
            href={address}
            target="_blank"
            rel="noreferrer noopener"
            onClick={onClose}
          >
            {mail ? 'Write' : 'Open in a new tab'}
          </a>
        </div>
      </div>
    </ModalDialog>
  );
}
