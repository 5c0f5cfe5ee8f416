import { buildLabel } from './build-label.ts';
import styles from './settings-about.module.css';
import { SettingsDiagnostics } from './settings-diagnostics.tsx';

/** What this is, which version, under which licence, and what to send along with a report of a fault. */
export function SettingsAbout() {
  return (
    <div className={styles.about}>
      <p>
        Pagefile is a private, offline chat with a local model that remembers. Its memory works as described
        in “MemGPT: Towards LLMs as Operating Systems” (Packer and others, arXiv:2310.08560).
      </p>
      <dl className={styles.facts}>
        <div>
          <dt>Version</dt>
          <dd>{buildLabel}</dd>
        </div>
        <div>
          <dt>Licence</dt>
          <dd>MIT. The embedder that comes along (all-MiniLM-L6-v2) is Apache-2.0.</dd>
        </div>
      </dl>
      <p>A language model comes under its own licence, named where it is offered.</p>
      <SettingsDiagnostics />
    </div>
  );
}
