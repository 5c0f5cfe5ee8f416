import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import './global.css';

let app: FakeApp;
const root = document.documentElement;
const colourOf = (name: string) => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = `var(${name})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

/** The script that the page's own HTML starts with, on a page that looks like it. */
async function start(): Promise<void> {
  document.head.insertAdjacentHTML(
    'beforeend',
    `<meta name="color-scheme" content="light dark" data-test>
     <meta name="theme-color" data-of="light" data-test><meta name="theme-color" data-of="dark" data-test>`,
  );
  const script = document.createElement('script');
  script.src = `/theme.js?${Math.random()}`;
  script.dataset.test = '';
  const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
  document.head.append(script);
  await loaded;
}
const media = (of: string) => document.querySelector<HTMLMetaElement>(`meta[data-of="${of}"]`)?.media;
const scheme = () => document.querySelector<HTMLMetaElement>('meta[name="color-scheme"][data-test]')?.content;

beforeEach(async () => {
  await page.viewport(1200, 800);
  localStorage.removeItem('pagefile.theme');
  app = createFakeApp({});
});
afterEach(() => {
  app.remove();
  localStorage.removeItem('pagefile.theme');
  delete root.dataset.theme;
  for (const it of document.querySelectorAll('[data-test]')) it.remove();
});

test('a choice is in place at once, tells the browser’s own parts, and is there at the next start', async () => {
  await start();
  app.draw(<SettingsDialog onClose={() => {}} />);
  const choice = page.getByRole('combobox', { name: 'Appearance' });
  await expect.element(choice).toHaveValue('system');
  await choice.selectOptions('Dark');
  expect(root.dataset.theme).toBe('dark');
  expect(colourOf('--paper')).toBe('rgb(25, 26, 24)');
  expect([scheme(), media('light'), media('dark')]).toEqual(['dark', 'not all', 'all']);

  delete root.dataset.theme;
  await start();
  expect(root.dataset.theme).toBe('dark');
  await choice.selectOptions('As the device is set');
  expect(root.dataset.theme).toBeUndefined();
  expect([scheme(), media('dark')]).toEqual(['light dark', '(prefers-color-scheme: dark)']);
  expect(localStorage.getItem('pagefile.theme')).toBeNull();
});

test('a choice made in another tab is followed', async () => {
  await start();
  localStorage.setItem('pagefile.theme', 'dark');
  dispatchEvent(new StorageEvent('storage', { key: 'pagefile.theme', newValue: 'dark' }));
  expect(root.dataset.theme).toBe('dark');
});

test('where the browser refuses storage, the choice lasts as long as the page', async () => {
  await start();
  const { getItem, setItem } = Storage.prototype;
  const refuse = () => {
    throw new DOMException('', 'SecurityError');
  };
  Storage.prototype.getItem = refuse;
  Storage.prototype.setItem = refuse;
  try {
    app.draw(<SettingsDialog onClose={() => {}} />);
    await page.getByRole('combobox', { name: 'Appearance' }).selectOptions('Dark');
    expect(root.dataset.theme).toBe('dark');
  } finally {
    Object.assign(Storage.prototype, { getItem, setItem });
  }
});

describe.each(['light', 'dark'])('%s', (theme) => {
  const texts = [
    ['--ink', '--paper'],
    ['--ink', '--panel'],
    ['--ink', '--raised'],
    ['--ink', '--mark'],
    ['--ink', '--added'],
    ['--soft', '--paper'],
    ['--mute', '--paper'],
    ['--mute', '--panel'],
    ['--mute', '--raised'],
    ['--accent-text', '--paper'],
    ['--accent-text', '--accent-soft'],
    ['--on-accent', '--accent'],
    ['--on-accent', '--accent-hover'],
    ['--on-mark', '--mark'],
    ['--danger', '--paper'],
    ['--danger', '--danger-soft'],
    ['--removed', '--paper'],
  ] as const;

  test.each(texts)('%s is read on %s', (text, ground) => {
    root.dataset.theme = theme;
    expect(contrast(colourOf(text), colourOf(ground))).toBeGreaterThanOrEqual(4.5);
  });
});

/** As WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).slice(0, 3).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
