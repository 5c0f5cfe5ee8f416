import { allowedHosts } from '../worker/allowed-hosts.ts';
import { Button } from './button.tsx';
import { OptionRow } from './option-row.tsx';
import styles from './settings-privacy.module.css';

interface SettingsPrivacyProps {
  /** Leads to what is stored. */
  readonly onStored: () => void;
}

/** What leaves this device, and which servers the page may ask at all. */
export function SettingsPrivacy({ onStored }: SettingsPrivacyProps) {
  return (
    <div className={styles.privacy}>
      <p>
        Nothing that you say, drop or have remembered leaves this device. There is no account, no server of
        ours and no counting of what you do. What is fetched from elsewhere are models and their parts, each
        after you asked for it by name and size; a request for one tells its server your address, as any
        download does, and nothing more.
      </p>
      <h4>Servers that this page may reach</h4>
      <ul className={styles.hosts}>
        {allowedHosts.map((host) => (
          <li key={host}>{host.replace('https://', '')}</li>
        ))}
      </ul>
      <p>
        This list is the page’s own rule, the Content-Security-Policy, which the browser enforces: a request
        to any other server is refused, whoever makes it. The app itself comes from {location.host}.
      </p>
      <p>
        Links in answers open only after you have seen their full address. Pictures in answers are not loaded.
      </p>
      <OptionRow icon="device" title="What is stored" note="By kind, with what it takes and how safe it is.">
        <Button small onClick={onStored}>
          Show
        </Button>
      </OptionRow>
    </div>
  );
}
