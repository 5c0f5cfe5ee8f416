import { useState } from 'react';
import { SettingsRow } from './settings-row.tsx';
import { chooseTheme, chosenTheme, type Theme } from './theme.ts';

const themes: readonly { readonly theme: Theme; readonly words: string }[] = [
  { theme: 'system', words: 'As the device is set' },
  { theme: 'light', words: 'Light' },
  { theme: 'dark', words: 'Dark' },
];

/** How Pagefile looks and what the keys do. */
export function SettingsGeneral() {
  const [chosen, setChosen] = useState(chosenTheme);
  function choose(value: string): void {
    const theme = themes.find((it) => it.theme === value)?.theme ?? 'system';
    chooseTheme(theme);
    setChosen(theme);
  }
  return (
    <>
      <SettingsRow label="Appearance" note="Light and dark follow the device until one of them is chosen.">
        {(id, noteId) => (
          <select
            id={id}
            aria-describedby={noteId}
            value={chosen}
            onChange={({ target }) => choose(target.value)}
          >
            {themes.map(({ theme, words }) => (
              <option key={theme} value={theme}>
                {words}
              </option>
            ))}
          </select>
        )}
      </SettingsRow>
      <SettingsRow
        label="Motion"
        note="As the device is set: where it asks for less motion, nothing here moves."
      />
      <SettingsRow label="Sending" note="Enter sends, Shift and Enter begin a new line." />
    </>
  );
}
