import { SettingsRow } from './settings-row.tsx';
import { useApp, useAppState } from './use-app.ts';

/** When documents are read, and what that asks of the device. */
export function SettingsDocuments() {
  const { actions } = useApp();
  const paused = useAppState((state) => state.intake.paused);
  return (
    <>
      <SettingsRow
        label="Pause reading and embedding"
        note="What is dropped meanwhile is kept, and read once this is off. What was read stays searchable. A single document can be paused in the library."
      >
        {(id, noteId) => (
          <input
            id={id}
            type="checkbox"
            aria-describedby={noteId}
            checked={paused}
            onChange={({ target }) => actions.pauseIntake(target.checked)}
          />
        )}
      </SettingsRow>
      <SettingsRow
        label="Screen"
        note={
          'wakeLock' in navigator
            ? 'While documents are read or a model is downloaded, the screen stays on, since a device that falls asleep ends both.'
            : 'This browser can’t keep the screen on: a device that falls asleep ends reading and downloads until it wakes.'
        }
      />
      <SettingsRow
        label="Battery"
        note="Embedding waits while the battery is low, where the browser tells. Search by words goes on."
      />
    </>
  );
}
