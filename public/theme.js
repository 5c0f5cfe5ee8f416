// The chosen appearance, before the first paint: a module would be too late, and the policy allows no script in the
// page itself. Told of a choice by src/ui/theme.ts, and of one in another tab by the browser.
(() => {
  const key = 'pagefile.theme';
  const set = (query, name, value) => document.querySelector(query)?.setAttribute(name, value);

  function apply(wanted) {
    const theme = wanted === 'light' || wanted === 'dark' ? wanted : '';
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    set('meta[name="color-scheme"]', 'content', theme || 'light dark');
    for (const of of ['light', 'dark']) {
      const media = theme ? (theme === of ? 'all' : 'not all') : `(prefers-color-scheme: ${of})`;
      set(`meta[data-of="${of}"]`, 'media', media);
    }
  }

  function applyStored() {
    try {
      apply(localStorage.getItem(key));
    } catch {
      apply();
    }
  }

  applyStored();
  addEventListener('pagefile-theme', (event) => apply(event.detail));
  addEventListener('storage', (event) => (event.key ?? key) === key && applyStored());
})();
