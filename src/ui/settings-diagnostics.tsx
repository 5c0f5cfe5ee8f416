import { useId, useState } from 'react';
import { buildLabel } from './build-label.ts';
import { Button } from './button.tsx';
import styles from './settings-about.module.css';
import { useApp } from './use-app.ts';
import { writeDiagnostics } from './write-diagnostics.ts';

/** Makes the text that describes this device and app without any content, shows it, and copies it when asked. */
export function SettingsDiagnostics() {
  const { store, offline } = useApp();
  const [text, setText] = useState('');
  const [making, setMaking] = useState(false);
  const [said, setSaid] = useState('');
  const id = useId();

  async function make(): Promise<void> {
    setMaking(true);
    const { client } = store;
    // What can't be told is left out: this is wanted most where something fails.
    const [offers, recall, notes] = await Promise.all([
      client.call('models', {}).catch(() => null),
      client.call('searchRecall', { text: '', page: 1 }).catch(() => null),
      client.call('notes', {}).catch(() => null),
    ]);
    const facts = {
      label: buildLabel,
      browser: navigator.userAgent,
      isolated: crossOriginIsolated,
      capability: offers?.capability ?? null,
      messages: recall?.total ?? null,
      notes: notes?.length ?? null,
      groups: offline.getState().groups,
    };
    setText(writeDiagnostics(facts, store.getState()));
    setMaking(false);
  }

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied.');
    } catch {
      setSaid('The browser refused to copy. Select the text above and copy it by hand.');
    }
  }

  return (
    <section aria-labelledby={id} className={styles.diagnostics}>
      <h4 id={id}>Diagnostics</h4>
      <p>
        For a report of a fault: versions, what this device offers, and counts. No message, no name of a
        document and no memory is in it, and nothing is sent.
      </p>
      {text === '' ? (
        <Button small disabled={making} onClick={() => void make()}>
          Show diagnostics
        </Button>
      ) : (
        <>
          <pre>{text}</pre>
          <div className={styles.actions}>
            <Button small look="primary" onClick={() => void copy()}>
              Copy diagnostics
            </Button>
            <span role="status">{said}</span>
          </div>
        </>
      )}
    </section>
  );
}
