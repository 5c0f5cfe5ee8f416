/** `system`: light or dark, as the device is set. */
export type Theme = 'system' | 'light' | 'dark';

/** What `public/theme.js` reads before the first paint. */
const key = 'pagefile.theme';

/** The appearance that was chosen; `system` too where the browser refuses any storage. */
export function chosenTheme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

/** Puts an appearance in place, here and in other tabs. Where nothing can be stored it lasts as long as the page. */
export function chooseTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Said to this page all the same.
  }
  dispatchEvent(new CustomEvent('pagefile-theme', { detail: theme }));
}
