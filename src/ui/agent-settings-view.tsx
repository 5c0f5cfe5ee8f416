import styles from './agent-settings-view.module.css';
import { useApp, useAppState } from './use-app.ts';

const intervals = [5, 15, 60];

/** How the agent behaves, at the foot of the memory panel: two choices, each with what it means. */
export function AgentSettingsView() {
  const { actions } = useApp();
  const settings = useAppState((state) => state.settings);
  const { readahead, heartbeatMinutes } = settings;
  const choices =
    heartbeatMinutes === null || intervals.includes(heartbeatMinutes)
      ? intervals
      : [...intervals, heartbeatMinutes];

  return (
    <details className={styles.settings}>
      <summary>
        How it works
        {heartbeatMinutes !== null && <span>Wakes every {heartbeatMinutes} minutes</span>}
      </summary>
      <div className={styles.choice}>
        <label htmlFor="readahead">Search before the model asks</label>
        <input
          id="readahead"
          type="checkbox"
          aria-describedby="readahead-note"
          checked={readahead}
          onChange={({ target }) => void actions.saveSettings({ ...settings, readahead: target.checked })}
        />
        <p id="readahead-note">
          Looks up what your words are about and hands it over with them, since small models often forget to
          search.
        </p>
      </div>
      <div className={styles.choice}>
        <label htmlFor="heartbeats">Timed heartbeats</label>
        <select
          id="heartbeats"
          aria-describedby="heartbeats-note"
          value={heartbeatMinutes ?? ''}
          onChange={({ target }) =>
            void actions.saveSettings({
              ...settings,
              heartbeatMinutes: target.value === '' ? null : Number(target.value),
            })
          }
        >
          <option value="">Off</option>
          {choices.map((minutes) => (
            <option key={minutes} value={minutes}>
              Every {minutes} minutes
            </option>
          ))}
        </select>
        <p id="heartbeats-note">
          Wakes a loaded model while nobody writes, so that it can put its memory in order; only while
          Pagefile is open.
        </p>
      </div>
    </details>
  );
}
