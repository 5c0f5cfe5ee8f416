import { SettingsRow } from './settings-row.tsx';
import { useApp, useAppState } from './use-app.ts';

const intervals = [5, 15, 60];

/** How the agent behaves: two choices, each with what it means. */
export function AgentSettingsChoices() {
  const { actions } = useApp();
  const settings = useAppState((state) => state.settings);
  const { readahead, heartbeatMinutes } = settings;
  const choices =
    heartbeatMinutes === null || intervals.includes(heartbeatMinutes)
      ? intervals
      : [...intervals, heartbeatMinutes];

  return (
    <>
      <SettingsRow
        label="Search before the model asks"
        note="Looks up what your words are about and hands it over with them, since small models often forget to search."
      >
        {(id, noteId) => (
          <input
            id={id}
            type="checkbox"
            aria-describedby={noteId}
            checked={readahead}
            onChange={({ target }) => void actions.saveSettings({ ...settings, readahead: target.checked })}
          />
        )}
      </SettingsRow>
      <SettingsRow
        label="Timed heartbeats"
        note="Wakes a loaded model while nobody writes, so that it can put its memory in order; only while Pagefile is open."
      >
        {(id, noteId) => (
          <select
            id={id}
            aria-describedby={noteId}
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
        )}
      </SettingsRow>
    </>
  );
}
