import { AgentSettingsChoices } from './agent-settings-choices.tsx';
import styles from './agent-settings-view.module.css';
import { useAppState } from './use-app.ts';

/** How the agent behaves, at the foot of the memory panel. */
export function AgentSettingsView() {
  const minutes = useAppState((state) => state.settings.heartbeatMinutes);
  return (
    <details className={styles.settings}>
      <summary>
        How it works
        {minutes !== null && <span>Wakes every {minutes} minutes</span>}
      </summary>
      <AgentSettingsChoices />
    </details>
  );
}
