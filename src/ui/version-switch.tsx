import { useState } from 'react';
import { IconButton } from './icon-button.tsx';
import styles from './transcript.module.css';
import { useApp } from './use-app.ts';

interface VersionSwitchProps {
  /** All versions, oldest first. */
  readonly versions: readonly string[];
  readonly shownId: string;
  readonly busy: boolean;
}

/** Goes from one version of an exchange to another: ‹ 2/3 › */
export function VersionSwitch({ versions, shownId, busy }: VersionSwitchProps) {
  const { actions } = useApp();
  const [switching, setSwitching] = useState(false);
  const at = versions.indexOf(shownId);

  function go(label: string, id: string | undefined) {
    // Focus stays at the end that one has come to: from there the other button is one step away.
    const refused = id === undefined || busy || switching;
    return (
      <IconButton
        icon={label === 'Previous version' ? 'previous' : 'next'}
        small
        label={label}
        aria-disabled={refused}
        onClick={() => {
          if (refused) return;
          setSwitching(true);
          void actions.switchVersion(id).finally(() => setSwitching(false));
        }}
      />
    );
  }

  return (
    <span className={styles.versions}>
      {go('Previous version', at > 0 ? versions[at - 1] : undefined)}
      {at + 1}/{versions.length}
      {go('Next version', versions[at + 1])}
    </span>
  );
}
